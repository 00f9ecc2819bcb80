import JobModel
import Storage

/// A job with what it refers to, as every dialect needs it for its answer.
package struct JobDetails: Sendable {
    package let job: JobRow
    package let definition: DefinitionRow
    package let revision: Revision
    package let node: NodeRow?
    package let error: ErrorRow?
}

/// Loads what jobs refer to, each thing once per list.
struct JobDetailsLoader {
    private let connection: any SQLConnection
    private let revisions: RevisionCache
    private var definitions: [Int64: DefinitionRow] = [:]
    private var nodes: [Int64: NodeRow] = [:]
    private var errors: [Int64: ErrorRow] = [:]

    init(connection: any SQLConnection, revisions: RevisionCache) {
        self.connection = connection
        self.revisions = revisions
    }

    mutating func details(of job: JobRow) throws -> JobDetails {
        let definition = try Self.load(job.definitionID, into: &definitions, connection.definition)
        guard let definition else { throw StorageError(.incompatible, "job \(job.id) has no definition") }
        return try details(of: job, definition: definition)
    }

    /// One job with its definition in a single look-up.
    /// - Throws: `EngineError.Code.notFound`.
    mutating func details(ofJob id: Int64) throws -> JobDetails {
        let found = try connection.first(
            """
            SELECT \(JobRow.columns), \(DefinitionRow.columns) FROM jobs JOIN definitions d ON d.id = jobs.definition_id
            WHERE jobs.id = $1
            """,
            [.integer(id)]
        ) { (job: try JobRow($0), definition: DefinitionRow($0, from: JobRow.columnCount)) }
        guard let found else { throw EngineError.notFound("job", id) }
        return try details(of: found.job, definition: found.definition)
    }

    private mutating func details(of job: JobRow, definition: DefinitionRow) throws -> JobDetails {
        JobDetails(
            job: job,
            definition: definition,
            revision: try revisions.revision(job.revisionID, on: connection),
            node: try Self.load(job.state.node, into: &nodes, connection.node),
            error: try Self.load(job.state.fault?.errorID, into: &errors, connection.error)
        )
    }

    private static func load<Row>(
        _ id: Int64?, into known: inout [Int64: Row], _ read: (Int64) throws -> Row?
    ) throws -> Row? {
        guard let id else { return nil }
        if let row = known[id] { return row }
        let row = try read(id)
        known[id] = row
        return row
    }
}

extension JobEngine {
    /// One job with what it refers to.
    /// - Throws: `EngineError.Code.notFound`.
    package func job(_ id: Int64) async throws -> JobDetails {
        try await read { [revisions] connection in
            var loader = JobDetailsLoader(connection: connection, revisions: revisions)
            return try loader.details(ofJob: id)
        }
    }

    /// Waits until a job is over or differs from what the caller has seen.
    /// - Parameter seen: the `lastModified` and progress that the caller knows.
    package func job(
        _ id: Int64, changedSince seen: (modified: Timestamp, progress: Double), within limit: Duration
    ) async throws -> JobDetails {
        let changed = try await signals.firstResult(after: .job(id), within: limit) {
            let details = try await self.job(id)
            let isNew = details.job.lastModified != seen.modified || details.job.state.progress != seen.progress
            return isNew || details.job.state.phase.isFinished ? details : nil
        }
        if let changed { return changed }
        return try await job(id)
    }
}
