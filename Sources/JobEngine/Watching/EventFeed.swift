import JobModel
import Storage

/// What happened to a node.
package enum NodeTransition: Int64, Sendable, Hashable {
    case register = 101
    case pause = 102
    case resume = 103
    case retire = 104

    package var name: String {
        switch self {
        case .register: "register"
        case .pause: "pause"
        case .resume: "resume"
        case .retire: "retire"
        }
    }
}

/// One transition of any job or node, with what whoever watches all of them wants to know of it.
package struct FeedEvent: Sendable {
    package enum Subject: Sendable {
        /// - Parameter type: id, name and version.
        case job(JobEvent, phase: JobPhase, type: (id: Int64, name: String, version: String)?)
        case node(Int64, NodeTransition, hostname: String?)
    }

    package let sequence: Int64
    package let time: Timestamp
    package let subject: Subject
}

/// Which events a watcher wants; nil for all.
package struct EventFilter: Sendable, Hashable {
    package var job: Int64?
    package var typeName: String?
    package var node: Int64?

    package init(job: Int64? = nil, typeName: String? = nil, node: Int64? = nil) {
        self.job = job
        self.typeName = typeName
        self.node = node
    }

    fileprivate func accepts(_ event: FeedEvent) -> Bool {
        switch event.subject {
        case .job(let change, _, let type):
            (job == nil || job == change.jobID) && (typeName == nil || typeName == type?.name)
                && (node == nil || node == change.node)
        case .node(let id, _, _):
            job == nil && typeName == nil && (node == nil || node == id)
        }
    }
}

extension JobEngine {
    /// How many events are looked at at a time.
    private static let feedBatch: Int64 = 500

    /// The number of the last event; 0 before the first.
    package func lastEvent() async throws -> Int64 {
        try await read { try $0.integer("SELECT COALESCE(MAX(sequence), 0) FROM job_events") ?? 0 }
    }

    /// The events behind a number, waiting for one when there is none yet.
    /// - Returns: those that the filter accepts, maybe none, and the number from which to go on.
    package func feed(
        after sequence: Int64, matching filter: EventFilter, within limit: Duration
    ) async throws -> (events: [FeedEvent], next: Int64) {
        let found = try await signals.firstResult(after: .event, within: limit) {
            let found = try await self.read { try $0.feed(after: sequence, limit: Self.feedBatch) }
            return found.isEmpty ? nil : found
        }
        guard let found, let last = found.last else { return ([], sequence) }
        return (found.filter(filter.accepts), last.sequence)
    }
}

extension UnitOfWork {
    /// Records what happened to a node, for those who watch.
    func record(_ transition: NodeTransition, ofNode id: Int64) {
        events.append(RecordedEvent(node: id, transition, time: now))
    }
}

extension SQLConnection {
    fileprivate func feed(after sequence: Int64, limit: Int64) throws -> [FeedEvent] {
        try all(
            """
            SELECT e.sequence, e.job_id, e.transition, e.node_id, e.progress, e.is_canceled, e.error, e.data, e.created, \
            d.id, d.name, d.version, n.hostname
            FROM job_events e LEFT JOIN jobs j ON j.id = e.job_id LEFT JOIN definitions d ON d.id = j.definition_id \
            LEFT JOIN nodes n ON n.id = e.node_id AND e.job_id = 0
            WHERE e.sequence > $1 ORDER BY e.sequence LIMIT $2
            """,
            [.integer(sequence), .integer(limit)]
        ) { try FeedEvent($0) }
    }
}

extension FeedEvent {
    fileprivate init(_ row: any SQLRow) throws {
        sequence = row.int(0)
        time = row.time(8)
        if let transition = NodeTransition(rawValue: row.int(2)) {
            subject = .node(row.int(3), transition, hostname: row.optionalText(12))
            return
        }
        let event = try JobEvent(row)
        let type = row.isNull(9) ? nil : (id: row.int(9), name: row.text(10), version: row.text(11))
        subject = .job(event, phase: event.transition.phase, type: type)
    }
}

extension JobTransition {
    /// Where the job stands after it.
    fileprivate var phase: JobPhase {
        switch self {
        case .submit, .acquire, .release, .reset, .abort: .queued
        case .start, .progress: .running
        case .finish: .completed
        case .error: .failed
        case .cancel: .canceled
        }
    }
}
