import JobModel
import Storage

/// One attempt at a job by one node. Its id is the fencing token of its lease.
package struct ExecutionRow: Sendable, Hashable {
    package let id: Int64
    package let jobID: Int64
    package let number: Int64
    package let nodeID: Int64
    /// `queued` until it starts, then `running`, then how it ended.
    package let phase: JobPhase
    package let exitCode: Int64?
    package let fault: JobFault?
    package let queued: Timestamp?
    package let claimed: Timestamp
    package let started: Timestamp?
    package let ended: Timestamp?

    static let columns =
        "id, job_id, number, node_id, phase, exit_code, error_id, error_message, queued, claimed, started, ended"

    init(_ row: any SQLRow) throws {
        id = row.int(0)
        jobID = row.int(1)
        number = row.int(2)
        nodeID = row.int(3)
        guard let phase = JobPhase(rawValue: row.int(4)) else {
            throw StorageError(.incompatible, "execution \(row.int(0)) has the unknown phase \(row.int(4))")
        }
        self.phase = phase
        exitCode = row.optionalInt(5)
        fault = row.optionalInt(6).map { JobFault(errorID: $0, message: row.optionalText(7)) }
        queued = row.optionalTime(8)
        claimed = row.time(9)
        started = row.optionalTime(10)
        ended = row.optionalTime(11)
    }
}

extension SQLConnection {
    func execution(_ id: Int64) throws -> ExecutionRow? {
        try first("SELECT \(ExecutionRow.columns) FROM executions WHERE id = $1", [.integer(id)]) { try ExecutionRow($0) }
    }

    /// - Returns: the id of the new row, the fencing token.
    func openExecution(of job: JobRow, now: Timestamp) throws -> Int64 {
        let id = try first(
            """
            INSERT INTO executions (job_id, number, node_id, phase, queued, claimed) VALUES ($1, $2, $3, $4, $5, $6)
            RETURNING id
            """,
            [
                .integer(job.id), .integer(job.state.attempt), .integer(job.state.node ?? 0),
                .integer(JobPhase.queued.rawValue), .time(job.state.queued), .time(now),
            ]
        ) { $0.int(0) }
        guard let id else { throw StorageError(.other, "the database gave the execution no id") }
        return id
    }

    func closeExecution(
        _ id: Int64, outcome: ExecutionOutcome, started: Timestamp?, report: ExecutionReport, now: Timestamp
    ) throws {
        let phase: JobPhase
        var fault: JobFault?
        switch outcome {
        case .succeeded: phase = .completed
        case .canceled: phase = .canceled
        case .failed(let reported): (phase, fault) = (.failed, reported)
        }
        try execute(
            """
            UPDATE executions SET phase = $1, exit_code = $2, error_id = $3, error_message = $4, started = $5, ended = $6 \
            WHERE id = $7
            """,
            [
                .integer(phase.rawValue), .integer(report.exitCode), .integer(fault?.errorID), .text(fault?.message),
                .time(started), .time(now), .integer(id),
            ]
        )
    }

    func storeOutput(_ output: String?, ofJob id: Int64) throws {
        try execute("UPDATE jobs SET output = $1 WHERE id = $2", [.text(output), .integer(id)])
    }
}
