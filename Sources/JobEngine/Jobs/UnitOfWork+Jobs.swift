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
        guard let step = try advance(&job, by: command, report: report) else { return false }
        try connection.storeState(of: job, replacing: old, now: now)
        try tell(of: step, data: data)
        return true
    }

    /// Hands a job to a node, and counts it as started where the node asks for that: two steps in one write.
    func acquire(_ job: inout JobRow, for node: Int64, until expiry: Timestamp, startsAtOnce: Bool) throws {
        let old = job.state
        var steps = [try advance(&job, by: .acquire(node: node, expires: expiry))]
        if startsAtOnce, let token = job.state.lease?.token {
            steps.append(try advance(&job, by: .start(by: .token(token))))
        }
        try connection.storeState(of: job, replacing: old, now: now)
        for case let step? in steps { try tell(of: step) }
    }

    /// What a command has made of a job.
    private struct Step {
        let command: JobCommand
        let before: JobState
        let job: JobRow
        let effects: [JobEffect]
    }

    /// - Returns: nil where nothing changed. The new state is still to be stored, and to be told of afterwards.
    private func advance(
        _ job: inout JobRow, by command: JobCommand, report: ExecutionReport = ExecutionReport()
    ) throws -> Step? {
        let old = job.state
        let transition = try JobLifeCycle.apply(command, to: old, now: now)
        guard transition.isChange else { return nil }
        job.state = transition.state
        for effect in transition.effects { try carryOut(effect, on: &job, attemptBefore: old, report: report) }
        return Step(command: command, before: old, job: job, effects: transition.effects)
    }

    /// Counts a step that has been stored and lets everybody know who waits for it.
    private func tell(of step: Step, data: String? = nil) throws {
        let job = step.job
        count(job.definitionID, from: step.before, to: job.state)
        try note(JobNews.Step(step.command, to: job.state.phase), of: job, before: step.before, effects: step.effects)
        if let transition = JobTransition(step.command, to: job.state.phase) {
            try record(transition, of: job, data: data)
        }
        raise(.job(job.id))
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
