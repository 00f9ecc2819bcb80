/// Where a job stands in its life cycle. The raw values are stored: never renumber them.
package enum JobPhase: Int64, Sendable, Hashable, CaseIterable {
    /// Waits for other jobs.
    case pending = 0
    /// Waits for something that cannot come any more, such as a failed dependency.
    case blocked = 1
    /// May be acquired by a node as soon as one has room.
    case queued = 2
    case running = 3
    case completed = 4
    case failed = 5
    case canceled = 6

    /// The upper-case name that the Scale dialects use (scale.md §6.1).
    package var scaleName: String {
        switch self {
        case .pending: "PENDING"
        case .blocked: "BLOCKED"
        case .queued: "QUEUED"
        case .running: "RUNNING"
        case .completed: "COMPLETED"
        case .failed: "FAILED"
        case .canceled: "CANCELED"
        }
    }

    /// The lower-case name that the native dialect uses.
    package var name: String {
        switch self {
        case .pending: "pending"
        case .blocked: "blocked"
        case .queued: "queued"
        case .running: "running"
        case .completed: "completed"
        case .failed: "failed"
        case .canceled: "canceled"
        }
    }

    /// Reads either spelling; nil for a word that is no phase.
    package init?(name: String) {
        let lowered = name.lowercased()
        guard let phase = JobPhase.allCases.first(where: { $0.name == lowered }) else { return nil }
        self = phase
    }

    /// Whether nothing runs or waits any more. A failed job may still be reset or requeued by a person.
    package var isFinished: Bool {
        self == .completed || self == .failed || self == .canceled
    }

    /// Whether the job has not begun to run in its current attempt (UFDL's CREATED, ufdl.md §7.1).
    package var isBeforeStart: Bool {
        self == .pending || self == .blocked || self == .queued
    }
}
