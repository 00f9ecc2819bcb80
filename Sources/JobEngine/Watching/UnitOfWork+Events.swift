import JobModel
import Storage

extension UnitOfWork {
    /// Records what happened to a job, for those who watch it, in the transaction in which it happened, and carries out
    /// the notifications that the job asks for.
    /// - Parameter data: JSON that the node sent along.
    func record(_ transition: JobTransition, of job: JobRow, data: String? = nil) throws {
        let error = try job.state.phase == .failed ? connection.errorReason(of: job.state) : nil
        events.append(RecordedEvent(
            transition: transition, job: job.id, state: job.state, error: error, data: data, time: now
        ))
        if job.ufdlKind != .none { try notify(transition, of: job, error: error, data: data) }
        if job.parentID != nil || job.ufdlKind == .meta { try passOn(transition, of: job, error: error) }
    }
}

extension UnitOfWork {
    /// Records that a job was made. Nobody can have asked for a notification of it, or watch it yet.
    func recordSubmission(of job: JobRow) throws {
        events.append(RecordedEvent(
            transition: .submit, job: job.id, state: job.state, error: nil, data: nil, time: now
        ))
        try note(.submitted, of: job)
    }
}

extension SQLConnection {
    /// Why a job failed, in words: what was reported, else what the error is called.
    func errorReason(of state: JobState) throws -> String? {
        guard let fault = state.fault else { return nil }
        return try fault.message ?? error(fault.errorID)?.title
    }
}
