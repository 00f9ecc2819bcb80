import JSONSupport
import JobModel
import Storage

/// Which files a list means. Every given part has to match; an empty list means "any".
package struct FileFilter: Sendable, Hashable {
    package var ids: [Int64] = []
    package var jobs: [Int64] = []
    package var names: [String] = []
    package var outputs: [String] = []
    /// Last modified at or after.
    package var from: Timestamp?
    /// Last modified at or before.
    package var to: Timestamp?

    package init() {}
}

extension JobEngine {
    /// A page of the files that are not deleted, by their last change.
    package func files(
        matching filter: FileFilter, descending: Bool, offset: Int64, limit: Int64
    ) async throws -> (files: [StoredFile], count: Int64) {
        try await read { connection in
            let condition = filter.condition
            let arguments = condition.arguments
            let order = descending ? "last_modified DESC, id DESC" : "last_modified, id"
            let files = try connection.all(
                """
                SELECT \(StoredFile.columns) FROM files \(condition.clause) ORDER BY \(order) \
                LIMIT $\(arguments.count + 1) OFFSET $\(arguments.count + 2)
                """,
                arguments + [.integer(limit), .integer(offset)]
            ) { StoredFile($0) }
            let count = try connection.integer(
                """
                SELECT COUNT(*) FROM (SELECT 1 FROM files \(condition.clause) LIMIT $\(arguments.count + 1)) AS matching
                """,
                arguments + [.integer(Self.countLimit)]
            )
            return (files, count ?? 0)
        }
    }

    /// The files that a job was given, by input, in the order of the names.
    package func inputFiles(ofJob id: Int64) async throws -> [(input: String, files: [StoredFile])] {
        try await read { connection in
            guard let job = try connection.job(id) else { throw EngineError.notFound("job", id) }
            return try connection.inputFiles(of: job)
        }
    }

    /// The input files of several jobs by id, for the workers that fetch them.
    package func inputFiles(ofJobs jobs: [JobRow]) async throws -> [Int64: StoredFile] {
        let withFiles = jobs.filter { $0.inputBytes > 0 || !$0.input.hasPrefix(#"{"files":{}"#) }
        guard !withFiles.isEmpty else { return [:] }
        return try await read { connection in
            var files: [Int64: StoredFile] = [:]
            for job in withFiles {
                for (_, inputs) in try connection.inputFiles(of: job) {
                    for file in inputs { files[file.id] = file }
                }
            }
            return files
        }
    }
}

extension SQLConnection {
    /// The files that the executions of a job made.
    func outputFiles(ofJob id: Int64) throws -> [StoredFile] {
        try all(
            "SELECT \(StoredFile.columns) FROM files WHERE job_id = $1 AND deleted IS NULL ORDER BY id LIMIT 10000",
            [.integer(id)]
        ) { StoredFile($0) }
    }

    fileprivate func inputFiles(of job: JobRow) throws -> [(input: String, files: [StoredFile])] {
        let names = (try? JSON.parse(job.input))?["files"]?.objectValue ?? JSONObject()
        return try names.map { name, ids in
            (name, try (ids.arrayValue ?? []).compactMap { try $0.intValue.flatMap { try file($0) } })
        }
    }
}

extension FileFilter {
    fileprivate var condition: (clause: String, arguments: [SQLValue]) {
        var arguments: [SQLValue] = []
        var parts = ["files.deleted IS NULL"]
        func add(_ column: String, _ values: [SQLValue]) {
            guard !values.isEmpty else { return }
            let numbers = values.indices.map { "$\(arguments.count + $0 + 1)" }
            parts.append("\(column) IN (\(numbers.joined(separator: ", ")))")
            arguments += values
        }
        add("files.id", ids.map { .integer($0) })
        add("files.job_id", jobs.map { .integer($0) })
        add("files.name", names.map { .text($0) })
        add("files.output_name", outputs.map { .text($0) })
        if let from {
            arguments.append(.time(from))
            parts.append("files.last_modified >= $\(arguments.count)")
        }
        if let to {
            arguments.append(.time(to))
            parts.append("files.last_modified <= $\(arguments.count)")
        }
        return ("WHERE " + parts.joined(separator: " AND "), arguments)
    }
}
