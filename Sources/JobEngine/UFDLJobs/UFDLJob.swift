import JSONSupport
import JobModel
import Storage

/// A job as UFDL's clients see it (ufdl.md §7); any job can be seen this way.
package struct UFDLJob: Sendable {
    package let job: JobRow
    package let templateName: String
    package let templateVersion: Int64
    /// JSON: `{name:{"value","type"}}`
    package let inputValues: String
    /// JSON, or nil where none were given.
    package let parameterValues: String?
    /// Why it failed; nil unless it did.
    package let failure: String?
    package var outputs: [JobOutput] = []

    static let selection = """
        SELECT \(JobRow.columns), d.name, COALESCE(t.version, d.revision_num), u.input_values, u.parameter_values, e.title \
        FROM jobs JOIN definitions d ON d.id = jobs.definition_id \
        LEFT JOIN templates t ON t.definition_id = jobs.definition_id LEFT JOIN ufdl_jobs u ON u.job_id = jobs.id \
        LEFT JOIN errors e ON e.id = jobs.error_id
        """

    init(_ row: any SQLRow) throws {
        let first = JobRow.columnCount
        let job = try JobRow(row)
        self.job = job
        templateName = row.text(first)
        templateVersion = row.int(first + 1)
        inputValues = try row.optionalText(first + 2) ?? Self.inputValues(ofSeedInput: job.input)
        parameterValues = row.optionalText(first + 3)
        failure = job.state.phase == .failed ? job.state.fault?.message ?? row.text(first + 4) : nil
    }

    /// A job that has just been made.
    init(job: JobRow, template: TemplateRow, inputValues: String, parameterValues: String?) {
        self.job = job
        templateName = template.name
        templateVersion = template.version
        self.inputValues = inputValues
        self.parameterValues = parameterValues
        failure = nil
    }

    /// What a Seed job takes, in UFDL's form: ids of files, and values with the type that they have.
    private static func inputValues(ofSeedInput text: String) throws -> String {
        let input = try JSON.parse(text)
        var values = JSONObject()
        for (name, ids) in input["files"]?.objectValue ?? JSONObject() {
            values[name] = ["value": ids, "type": "Array<int, int>"]
        }
        for (name, value) in input["json"]?.objectValue ?? JSONObject() {
            values[name] = ["value": value, "type": .string(typeName(of: value))]
        }
        return JSON.object(values).compactText
    }

    private static func typeName(of value: JSON) -> String {
        switch value {
        case .bool: "bool"
        case .int: "int"
        case .double: "float"
        case .string: "str"
        case .null, .array, .object: "JSON"
        }
    }
}

extension JobEngine {
    /// One job in UFDL's view.
    /// - Throws: `EngineError.Code.notFound`.
    package func ufdlJob(_ id: Int64) async throws -> UFDLJob {
        try await read { try $0.requireUFDLJob(id) }
    }

    /// The ids of the jobs that a query asks for, in its order. Load them in parts with `ufdlJobs`.
    /// - Throws: `EngineError.Code.invalid` naming a field that cannot be asked for.
    package func ufdlJobIDs(_ query: RowQuery) async throws -> [Int64] {
        var compiler = QueryCompiler(schema: .ufdlJobs)
        var parts = [try compiler.condition(query)]
        if !query.includesInactive { parts.append("jobs.deleted IS NULL") }
        let condition = parts.filter { !$0.isEmpty }.joined(separator: " AND ")
        let sql = """
            SELECT jobs.id FROM jobs JOIN definitions d ON d.id = jobs.definition_id \
            LEFT JOIN templates t ON t.definition_id = jobs.definition_id LEFT JOIN ufdl_jobs u ON u.job_id = jobs.id \
            \(condition.isEmpty ? "" : "WHERE \(condition)") \(try compiler.order(query, key: "jobs.id"))
            """
        let arguments = compiler.arguments
        return try await read { try $0.all(sql, arguments) { $0.int(0) } }
    }

    /// Jobs by their ids, in that order; those that are gone are left out.
    package func ufdlJobs(_ ids: some Collection<Int64> & Sendable) async throws -> [UFDLJob] {
        try await read { connection in
            guard !ids.isEmpty else { return [] }
            let list = ids.map(String.init).joined(separator: ", ")
            let jobs = try connection.all("\(UFDLJob.selection) WHERE jobs.id IN (\(list))") { try UFDLJob($0) }
            let outputs = try connection.outputs(where: "o.job_id IN (\(list)) AND o.deleted IS NULL")
            let outputsByJob = Dictionary(grouping: outputs, by: \.jobID)
            let byID = Dictionary(jobs.map { ($0.job.id, $0) }, uniquingKeysWith: { first, _ in first })
            return ids.compactMap { id in
                var job = byID[id]
                job?.outputs = outputsByJob[id] ?? []
                return job
            }
        }
    }
}

extension SQLConnection {
    func requireUFDLJob(_ id: Int64) throws -> UFDLJob {
        let job = try first("\(UFDLJob.selection) WHERE jobs.id = $1", [.integer(id)]) { try UFDLJob($0) }
        guard var job else { throw EngineError.notFound("job", id) }
        job.outputs = try outputs(where: "o.job_id = $1 AND o.deleted IS NULL", [.integer(id)])
        return job
    }
}
