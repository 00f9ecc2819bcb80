import JobModel
import Storage

/// A named and typed output of a job (ufdl.md §8).
package struct JobOutput: Sendable, Hashable {
    package let id: Int64
    package let jobID: Int64
    package let name: String
    /// As it was given; types of outputs are not read.
    package let type: String
    package let fileID: Int64
    package let creatorID: Int64?
    package let created: Timestamp
    package let deleted: Timestamp?

    static let columns = "o.id, o.job_id, o.name, o.type, o.file_id, o.creator_id, o.created, o.deleted"

    init(_ row: any SQLRow) {
        id = row.int(0)
        jobID = row.int(1)
        name = row.text(2)
        type = row.text(3)
        fileID = row.int(4)
        creatorID = row.optionalInt(5)
        created = row.time(6)
        deleted = row.optionalTime(7)
    }
}

extension SQLConnection {
    /// - Parameter condition: over `o`, the outputs.
    func outputs(where condition: String, _ arguments: [SQLValue] = []) throws -> [JobOutput] {
        try all(
            "SELECT \(JobOutput.columns) FROM job_outputs o WHERE \(condition) ORDER BY o.id", arguments, JobOutput.init
        )
    }

    /// The output of a job under this name and type, the newest where one was deleted and made again.
    func output(ofJob job: Int64, name: String, type: String) throws -> JobOutput? {
        try first(
            """
            SELECT \(JobOutput.columns) FROM job_outputs o WHERE o.job_id = $1 AND o.name = $2 AND o.type = $3
            ORDER BY o.deleted DESC NULLS FIRST LIMIT 1
            """,
            [.integer(job), .text(name), .text(type)], JobOutput.init
        )
    }

    func requireOutput(_ id: Int64) throws -> JobOutput {
        let output = try first(
            "SELECT \(JobOutput.columns) FROM job_outputs o WHERE o.id = $1", [.integer(id)], JobOutput.init
        )
        guard let output else { throw EngineError(.notFound, "No JobOutput matches the given query.") }
        return output
    }

    /// Marks the outputs of an attempt that does not count any more as deleted, so that the next can store its own.
    func discardOutputs(ofJob id: Int64, now: Timestamp) throws {
        try execute(
            "UPDATE job_outputs SET deleted = $1 WHERE job_id = $2 AND deleted IS NULL", [.time(now), .integer(id)]
        )
    }
}

extension UnitOfWork {
    /// Adds an output that refers to a stored file.
    func insertOutput(ofJob job: Int64, name: String, type: String, file: Int64, creator: Int64?) throws -> JobOutput {
        let output = try connection.first(
            """
            INSERT INTO job_outputs (job_id, name, type, file_id, creator_id, created) VALUES ($1, $2, $3, $4, $5, $6)
            RETURNING id, job_id, name, type, file_id, creator_id, created, deleted
            """,
            [.integer(job), .text(name), .text(type), .integer(file), .integer(creator), .time(now)], JobOutput.init
        )
        guard let output else { throw StorageError(.other, "the database gave the output no id") }
        return output
    }
}
