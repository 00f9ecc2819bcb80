import JobModel
import Storage

/// What a job is to UFDL. The raw values are stored: never renumber.
package enum UFDLJobKind: Int64, Sendable, Hashable {
    /// Not made from a UFDL template.
    case none = 0
    /// A node can work on it.
    case workable = 1
    /// Made of child jobs, which nodes work on.
    case meta = 2
}

/// A job as it is stored.
package struct JobRow: Sendable {
    package let id: Int64
    package let definitionID: Int64
    package let revisionID: Int64
    package var state: JobState
    /// Seconds that the main process may run; nil for no limit.
    package let timeoutSeconds: Int64?
    package let resources: ResourceAmounts
    /// The size of all input files together, in bytes.
    package let inputBytes: Int64
    /// `{"files":{name:[ids]},"json":{name:value}}`
    package let input: String
    /// `{"files":{name:[ids]},"json":{name:value}}`, once an execution has succeeded.
    package let output: String?
    /// The job's own configuration; nil where its type's applies.
    package let configuration: String?
    package let description: String?
    package let creatorID: Int64?
    package let created: Timestamp
    package let lastModified: Timestamp
    package let ufdlKind: UFDLJobKind
    /// The meta-job that this job is a part of.
    package let parentID: Int64?
    /// When the job was soft-deleted, which only hides it from UFDL's lists.
    package let deleted: Timestamp?

    static let columns = """
        jobs.id, jobs.definition_id, jobs.revision_id, jobs.phase, jobs.priority, jobs.node_id, jobs.lease_token, \
        jobs.lease_expires, jobs.attempt, jobs.max_attempts, jobs.is_long_running, jobs.progress, jobs.error_id, \
        jobs.error_message, jobs.queued, jobs.started, jobs.ended, jobs.last_status_change, jobs.timeout_seconds, \
        jobs.cpus, jobs.mem, jobs.disk, jobs.gpus, jobs.other_resources, jobs.input_bytes, jobs.input, jobs.output, \
        jobs.configuration, jobs.description, jobs.creator_id, jobs.created, jobs.last_modified, jobs.ufdl_kind, \
        jobs.parent_id, jobs.deleted
        """

    static let columnCount = 35

    init(_ row: any SQLRow) throws {
        id = row.int(0)
        definitionID = row.int(1)
        revisionID = row.int(2)
        state = try Self.state(row, id: row.int(0))
        timeoutSeconds = row.optionalInt(18)
        resources = StoredResources.read(row, from: 19)
        inputBytes = row.int(24)
        input = row.text(25)
        output = row.optionalText(26)
        configuration = row.optionalText(27)
        description = row.optionalText(28)
        creatorID = row.optionalInt(29)
        created = row.time(30)
        lastModified = row.time(31)
        ufdlKind = UFDLJobKind(rawValue: row.int(32)) ?? .none
        parentID = row.optionalInt(33)
        deleted = row.optionalTime(34)
    }

    /// The row of a job that has just been stored.
    init(id: Int64, _ job: JobToInsert, now: Timestamp) {
        self.id = id
        definitionID = job.definitionID
        revisionID = job.revisionID
        state = job.state
        timeoutSeconds = job.timeout
        resources = job.resources
        inputBytes = job.inputBytes
        input = job.input
        output = nil
        configuration = job.configuration
        description = job.description
        creatorID = job.creatorID
        created = now
        lastModified = now
        ufdlKind = job.ufdlKind
        parentID = job.parentID
        deleted = nil
    }

    private static func state(_ row: any SQLRow, id: Int64) throws -> JobState {
        guard let phase = JobPhase(rawValue: row.int(3)) else {
            throw StorageError(.incompatible, "job \(id) has the unknown phase \(row.int(3))")
        }
        var state = JobState(phase: phase, now: row.time(17))
        state.priority = row.int(4)
        state.node = row.optionalInt(5)
        if let token = row.optionalInt(6) {
            state.lease = Lease(token: token, expires: row.optionalTime(7))
        }
        state.attempt = row.int(8)
        state.maximumAttempts = row.int(9)
        state.isLongRunning = row.bool(10)
        state.progress = row.real(11)
        if let errorID = row.optionalInt(12) {
            state.fault = JobFault(errorID: errorID, message: row.optionalText(13))
        }
        state.queued = row.optionalTime(14)
        state.started = row.optionalTime(15)
        state.ended = row.optionalTime(16)
        return state
    }
}

extension SQLConnection {
    func job(_ id: Int64) throws -> JobRow? {
        try first("SELECT \(JobRow.columns) FROM jobs WHERE id = $1", [.integer(id)]) { try JobRow($0) }
    }

    /// The job of an execution, whether or not that execution still holds it.
    func job(ofExecution token: Int64) throws -> JobRow? {
        try first(
            "SELECT \(JobRow.columns) FROM jobs WHERE id = (SELECT job_id FROM executions WHERE id = $1)",
            [.integer(token)]
        ) { try JobRow($0) }
    }
}
