import JobModel
import Storage

/// An execution with what it refers to.
package struct ExecutionDetails: Sendable {
    package let execution: ExecutionRow
    /// The phase and start as they are now: while an execution is open, its job's row has them.
    package let phase: JobPhase
    package let started: Timestamp?
    package let node: NodeRow?
    package let error: ErrorRow?
}

extension JobEngine {
    /// The executions of a job, newest first.
    package func executions(ofJob id: Int64, offset: Int64, limit: Int64) async throws -> (rows: [ExecutionDetails], count: Int64) {
        try await read { connection in
            guard let job = try connection.job(id) else { throw EngineError.notFound("job", id) }
            let rows = try connection.all(
                "SELECT \(ExecutionRow.columns) FROM executions WHERE job_id = $1 ORDER BY id DESC LIMIT $2 OFFSET $3",
                [.integer(id), .integer(limit), .integer(offset)]
            ) { try ExecutionRow($0) }
            let count = try connection.integer("SELECT COUNT(*) FROM executions WHERE job_id = $1", [.integer(id)])
            return (try rows.map { try connection.details(of: $0, job: job) }, count ?? 0)
        }
    }

    /// One execution of a job by its number, the newest where a number was used again.
    package func execution(ofJob id: Int64, number: Int64) async throws -> ExecutionDetails {
        try await read { connection in
            let row = try connection.first(
                "SELECT \(ExecutionRow.columns) FROM executions WHERE job_id = $1 AND number = $2 ORDER BY id DESC LIMIT 1",
                [.integer(id), .integer(number)]
            ) { try ExecutionRow($0) }
            guard let row, let job = try connection.job(id) else { throw EngineError.notFound("execution", number) }
            return try connection.details(of: row, job: job)
        }
    }

    /// The newest execution of a job, open or ended; nil before the first.
    package func latestExecution(ofJob id: Int64) async throws -> ExecutionDetails? {
        try await read { connection in
            guard let job = try connection.job(id) else { throw EngineError.notFound("job", id) }
            return try connection.latestExecution(of: job)
        }
    }

    /// One execution by its id.
    package func execution(_ id: Int64) async throws -> ExecutionDetails {
        try await read { connection in
            guard let row = try connection.execution(id), let job = try connection.job(row.jobID) else {
                throw EngineError.notFound("execution", id)
            }
            return try connection.details(of: row, job: job)
        }
    }
}

extension SQLConnection {
    func latestExecution(of job: JobRow) throws -> ExecutionDetails? {
        if job.state.isUntouched { return nil }
        return try first(
            "SELECT \(ExecutionRow.columns) FROM executions WHERE job_id = $1 ORDER BY id DESC LIMIT 1",
            [.integer(job.id)]
        ) { try ExecutionRow($0) }
        .map { try details(of: $0, job: job) }
    }

    fileprivate func details(of execution: ExecutionRow, job: JobRow) throws -> ExecutionDetails {
        let isOpen = job.state.lease?.token == execution.id
        return ExecutionDetails(
            execution: execution,
            phase: isOpen ? job.state.phase : execution.phase,
            started: isOpen ? job.state.started : execution.started,
            node: try node(execution.nodeID),
            error: try execution.fault.flatMap { try error($0.errorID) }
        )
    }
}
