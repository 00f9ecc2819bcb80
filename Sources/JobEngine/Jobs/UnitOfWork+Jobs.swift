import JobModel
import Storage

extension UnitOfWork {
    /// The job, or the error that says it is not there.
    func requireJob(_ id: Int64) throws -> JobRow {
        guard let job = try connection.job(id) else { throw EngineError.notFound("job", id) }
        return job
    }

    /// Puts one command through the life cycle and stores everything that follows from it.
    /// - Parameter data: JSON that the node sent along, for those who watch.
    /// - Returns: whether anything changed.
    /// - Throws: `TransitionRefusal` when the life cycle says no; nothing is stored then.
    @discardableResult
    func apply(
        _ command: JobCommand, to job: inout JobRow, report: ExecutionReport = ExecutionReport(), data: String? = nil
    ) throws -> Bool {
        let old = job.state
        let transition = try JobLifeCycle.apply(command, to: old, now: now)
        guard transition.isChange else { return false }
        job.state = transition.state
        let effects = transition.effects
        for effect in effects {
            try carryOut(effect, on: &job, attemptBefore: old, report: report)
        }
        try connection.storeState(of: job, replacing: old, now: now)
        count(job.definitionID, from: old, to: job.state)
        try note(JobNews.Step(command, to: job.state.phase), of: job, before: old, effects: effects)
        if let transition = JobTransition(command, to: job.state.phase) {
            try record(transition, of: job, data: data)
        }
        raise(.job(job.id))
        return true
    }

    private func carryOut(
        _ effect: JobEffect, on job: inout JobRow, attemptBefore old: JobState, report: ExecutionReport
    ) throws {
        switch effect {
        case .opensExecution:
            let token = try connection.openExecution(of: job, now: now)
            job.state.lease?.token = token
        case .closesExecution(let token, let outcome):
            try connection.closeExecution(token, outcome: outcome, started: old.started, report: report, now: now)
            if outcome == .succeeded, let output = report.output { try connection.storeOutput(output, ofJob: job.id) }
        case .discardsOutputs:
            if job.output != nil { try connection.storeOutput(nil, ofJob: job.id) }
            if job.ufdlKind != .none { try connection.discardOutputs(ofJob: job.id, now: now) }
        case .offersWork:
            raise(.work)
        case .settles:
            break
        }
    }
}

/// What a worker tells about an execution besides its result.
package struct ExecutionReport: Sendable, Hashable {
    package var exitCode: Int64?
    /// `{"files":{name:[ids]},"json":{name:value}}`
    package var output: String?

    package init(exitCode: Int64? = nil, output: String? = nil) {
        self.exitCode = exitCode
        self.output = output
    }
}
