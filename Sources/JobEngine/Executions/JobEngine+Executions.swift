import JobModel
import Storage

/// How a worker says that an execution ended.
package struct FinishedExecution: Sendable, Hashable {
    package enum Outcome: Sendable, Hashable {
        case succeeded
        /// `error` names an error of the manifest or a built-in one; without it the exit code decides.
        case failed(error: String?)
    }

    package var token: Int64
    package var outcome: Outcome
    package var exitCode: Int64?
    package var message: String?
    /// `{"files":{name:[ids]},"json":{name:value}}`
    package var output: String?
    /// GeoJSON by file id, for outputs of this execution and inputs of its job.
    package var metadata: [Int64: String]

    package init(
        token: Int64, outcome: Outcome, exitCode: Int64? = nil, message: String? = nil, output: String? = nil,
        metadata: [Int64: String] = [:]
    ) {
        self.token = token
        self.outcome = outcome
        self.exitCode = exitCode
        self.message = message
        self.output = output
        self.metadata = metadata
    }

    /// As much of the message as is kept.
    var shortMessage: String? {
        message.map { String($0.prefix(4_000)) }
    }
}

/// What became of one execution of a batch.
package struct ExecutionAnswer: Sendable, Hashable {
    package let token: Int64
    package let isAccepted: Bool
    /// The job's phase now; nil when there is no such execution.
    package let phase: JobPhase?
    package let reason: String?
}

extension JobEngine {
    /// How many executions one batch may name.
    package static let maximumBatch = 1_000

    /// Marks executions as running. Each is judged by itself; a refused one does not hold up the others.
    package func startExecutions(_ tokens: [Int64], owner: Int64) async throws -> [ExecutionAnswer] {
        try checkBatch(tokens.count, field: "executions")
        return try await write { unit in
            try tokens.map { token in
                try unit.judge(token, owner: owner) { job in
                    try unit.apply(.start(by: .token(token)), to: &job)
                }
            }
        }
    }

    /// Records how executions ended, each at most once: a repeated report of the same end is accepted again, a report
    /// from a claim that is not valid any more is refused and changes nothing.
    package func finishExecutions(_ results: [FinishedExecution], owner: Int64) async throws -> [ExecutionAnswer] {
        try checkBatch(results.count, field: "results")
        return try await write { [revisions] unit in
            try results.map { result in
                try unit.judge(result.token, owner: owner) { job in
                    if try unit.isRepeated(result, of: job) { return }
                    let outcome = try unit.result(of: result, job: job, revisions: revisions)
                    let report = ExecutionReport(exitCode: result.exitCode, output: result.output)
                    try unit.apply(.finish(by: .token(result.token), result: outcome), to: &job, report: report)
                    try unit.describeFiles(of: result, job: job)
                }
            }
        }
    }

    /// Takes executions back that a worker did not fail but will not finish, without burning their attempts.
    package func releaseExecutions(_ tokens: [Int64], owner: Int64) async throws -> [ExecutionAnswer] {
        try checkBatch(tokens.count, field: "executions")
        return try await write { unit in
            try tokens.map { token in
                try unit.judge(token, owner: owner) { job in
                    try unit.apply(.release(by: .token(token)), to: &job)
                }
            }
        }
    }

    /// Records how far an execution has come.
    /// - Parameter fraction: from 0 to 1.
    package func progressExecution(_ token: Int64, fraction: Double, owner: Int64) async throws -> ExecutionAnswer {
        try await write { unit in
            try unit.judge(token, owner: owner) { job in
                try unit.advance(&job, by: .token(token), to: fraction)
            }
        }
    }

    private func checkBatch(_ count: Int, field: String) throws(EngineError) {
        guard count <= Self.maximumBatch else {
            throw .invalid(field, "\(field) may hold \(Self.maximumBatch) entries at the most.")
        }
    }
}

extension UnitOfWork {
    /// Records how far a job has come, without touching what a transition would.
    func advance(_ job: inout JobRow, by claimant: Claimant, to fraction: Double, data: String? = nil) throws {
        job.state = try JobLifeCycle.apply(.progress(by: claimant, fraction: fraction), to: job.state, now: now).state
        try connection.execute("UPDATE jobs SET progress = $1 WHERE id = $2", [.real(fraction), .integer(job.id)])
        try record(.progress, of: job, data: data)
        raise(.job(job.id))
    }

    /// Runs one transition of a batch and turns a refusal into an answer.
    fileprivate func judge(
        _ token: Int64, owner: Int64, _ transition: (inout JobRow) throws -> Void
    ) throws -> ExecutionAnswer {
        guard var job = try connection.job(ofExecution: token) else {
            return ExecutionAnswer(token: token, isAccepted: false, phase: nil, reason: "There is no execution \(token).")
        }
        if job.state.lease?.token == token {
            try requireOwner(owner, of: job)
        }
        do {
            try transition(&job)
            return ExecutionAnswer(token: token, isAccepted: true, phase: job.state.phase, reason: nil)
        } catch let refusal as TransitionRefusal {
            return ExecutionAnswer(token: token, isAccepted: false, phase: job.state.phase, reason: refusal.text)
        }
    }

    private func requireOwner(_ owner: Int64, of job: JobRow) throws {
        let holder = try connection.integer("SELECT user_id FROM nodes WHERE id = $1", [.integer(job.state.node)])
        guard holder == owner else {
            throw EngineError(.forbidden, "The execution belongs to a node of another user.")
        }
    }

    /// Whether this very end has been recorded before, so that a worker whose answer got lost may ask again.
    fileprivate func isRepeated(_ result: FinishedExecution, of job: JobRow) throws -> Bool {
        guard job.state.lease?.token != result.token else { return false }
        guard let execution = try connection.execution(result.token), execution.ended != nil else { return false }
        switch result.outcome {
        case .succeeded: return execution.phase == .completed
        case .failed: return execution.phase == .failed && execution.exitCode == result.exitCode
        }
    }

    /// Keeps what side-car files say. A worker can describe the files of this job only.
    fileprivate func describeFiles(of result: FinishedExecution, job: JobRow) throws {
        for (file, text) in result.metadata {
            try connection.execute(
                """
                UPDATE files SET metadata = $1, last_modified = $2 WHERE id = $3 AND (execution_id = $4 OR id IN
                (SELECT file_id FROM job_input_files WHERE job_id = $5))
                """,
                [.text(text), .time(now), .integer(file), .integer(result.token), .integer(job.id)]
            )
        }
    }

    fileprivate func result(
        of result: FinishedExecution, job: JobRow, revisions: RevisionCache
    ) throws -> ExecutionResult {
        guard case .failed(let name) = result.outcome else { return .succeeded }
        let revision = try revisions.revision(job.revisionID, on: connection)
        if name == nil, revision.interfaceText != nil { return .failed(try legacyFault(of: result, job: job, revision)) }
        let wanted = name ?? revision.errorName(forExitCode: result.exitCode) ?? BuiltinError.unmappedExitCode
        let error = try connection.error(named: wanted, jobTypeName: revision.name)
            ?? connection.builtinError(BuiltinError.unknown)
        return .failed(error.report(message: result.shortMessage))
    }
}

extension TransitionRefusal {
    /// The refusal in words that name the rule.
    package var text: String {
        switch self {
        case .heldByAnother: "Another node holds the job."
        case .notHeld: "The lease of this execution is not valid any more."
        case .wrongPhase(let phase): "The job is \(phase.name)."
        case .alreadyStarted: "The job has started and cannot be given back."
        case .progressOutOfRange: "Progress must be between 0 and 1."
        }
    }
}
