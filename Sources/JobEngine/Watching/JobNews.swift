import JobModel

/// A step in the life of a job that has been committed, as an operator wants to read of it.
package struct JobNews: Sendable, Hashable {
    package enum Step: String, Sendable, Hashable, CaseIterable {
        case submitted, claimed, released, started, completed, failed, retried, canceled, requeued, reset

        /// Whether the step is a part of every job's life, not something that somebody may want to look after.
        package var isRoutine: Bool {
            switch self {
            case .submitted, .claimed, .released, .started, .completed: true
            case .failed, .retried, .canceled, .requeued, .reset: false
            }
        }

        /// What a command that was carried out is told as; nil for what is no step.
        init?(_ command: JobCommand, to phase: JobPhase) {
            switch command {
            case .acquire: self = .claimed
            case .release: self = .released
            case .start, .follow(.started): self = .started
            case .cancel: self = .canceled
            case .requeue: self = .requeued
            case .reset, .abort, .follow(.recovered): self = .reset
            case .enqueue, .block, .progress, .follow(.advanced): return nil
            case .finish, .lose, .timeOut, .follow(.finished), .follow(.failed):
                switch phase {
                case .completed: self = .completed
                case .failed: self = .failed
                case .queued: self = .retried
                default: return nil
                }
            }
        }
    }

    package let step: Step
    package let job: Int64
    /// The execution that the step began or ended, or that the job has.
    package let execution: Int64?
    package let node: Int64?
    package let attempt: Int64
    /// Name and version of the job's type.
    package internal(set) var type = ""
    /// The name of the error that ended the execution.
    package let error: String?
    let revision: Int64
}

/// Who is told of the steps of jobs.
package struct JobNewsListener: Sendable {
    /// Steps that are told; the others cost nothing.
    let steps: Set<JobNews.Step>
    /// Runs after the commit, never on the writer's thread.
    let tell: @Sendable ([JobNews]) -> Void

    package init(steps: Set<JobNews.Step>, tell: @escaping @Sendable ([JobNews]) -> Void) {
        self.steps = steps
        self.tell = tell
    }
}

extension UnitOfWork {
    /// Notes a step that somebody wants to be told of.
    func note(_ step: JobNews.Step?, of job: JobRow, before old: JobState? = nil, effects: [JobEffect] = []) throws {
        guard let step, newsSteps.contains(step) else { return }
        let ended = effects.lazy.compactMap(\.endedExecution).first
        news.append(JobNews(
            step: step, job: job.id, execution: ended?.token ?? job.state.lease?.token, node: job.state.node ?? old?.node,
            attempt: old?.attempt ?? job.state.attempt,
            error: try (ended?.fault ?? job.state.fault).flatMap { try connection.error($0.errorID)?.name },
            revision: job.revisionID
        ))
    }
}

extension UnitOfWork {
    /// The steps that were noted, with the names of the jobs' types.
    func finishedNews(_ revisions: RevisionCache) throws -> [JobNews] {
        try news.map { one in
            var one = one
            let revision = try revisions.revision(one.revision, on: connection)
            one.type = "\(revision.name) \(revision.version)"
            return one
        }
    }
}

extension JobEffect {
    fileprivate var endedExecution: (token: Int64, fault: JobFault?)? {
        guard case .closesExecution(let token, let outcome) = self else { return nil }
        guard case .failed(let fault) = outcome else { return (token, nil) }
        return (token, fault)
    }
}
