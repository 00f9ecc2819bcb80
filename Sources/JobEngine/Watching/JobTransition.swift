import JobModel

/// What happens to a job, in the words of UFDL's notifications (ufdl.md §10), besides its beginning, which UFDL does not
/// announce. The raw values are stored: never renumber.
package enum JobTransition: Int64, Sendable, Hashable, CaseIterable {
    case acquire = 1
    case release = 2
    case start = 3
    case progress = 4
    case finish = 5
    case error = 6
    case reset = 7
    case abort = 8
    case cancel = 9
    case submit = 10

    /// Those that UFDL's clients know.
    package static let announced = allCases.filter { $0 != .submit }

    package var name: String {
        switch self {
        case .acquire: "acquire"
        case .release: "release"
        case .start: "start"
        case .progress: "progress"
        case .finish: "finish"
        case .error: "error"
        case .reset: "reset"
        case .abort: "abort"
        case .cancel: "cancel"
        case .submit: "submit"
        }
    }

    /// What a command that was carried out is announced as; nil for what only the server itself cares about.
    init?(_ command: JobCommand, to phase: JobPhase) {
        switch command {
        case .enqueue, .block: return nil
        case .acquire: self = .acquire
        case .release: self = .release
        case .start: self = .start
        case .progress: self = .progress
        case .reset: self = .reset
        case .abort, .requeue: self = .abort
        case .cancel: self = .cancel
        case .follow(.started): self = .start
        case .follow(.advanced): self = .progress
        case .follow(.finished): self = .finish
        case .follow(.failed): self = .error
        case .follow(.recovered): self = .reset
        case .finish, .lose, .timeOut:
            switch phase {
            case .completed: self = .finish
            case .failed: self = .error
            // The attempt failed and the job is queued again by itself.
            case .queued: self = .reset
            // The end of an execution whose job was cancelled before: that was announced then.
            default: return nil
            }
        }
    }
}
