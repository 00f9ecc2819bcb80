import JobModel
import Storage
import Synchronization

/// A transition that was carried out but has no sequence number yet.
struct RecordedEvent: Sendable {
    /// The raw value of a `JobTransition` or a `NodeTransition`.
    private let code: Int64
    private let job: Int64
    private let node: Int64?
    private let progress: Double
    private let isCanceled: Bool
    private let error: String?
    /// JSON that the node sent along.
    private let data: String?
    private let time: Timestamp

    init(
        transition: JobTransition, job: Int64, state: JobState, error: String?, data: String?, time: Timestamp
    ) {
        code = transition.rawValue
        self.job = job
        node = state.node
        progress = state.progress
        isCanceled = state.phase == .canceled
        self.error = error
        self.data = data
        self.time = time
    }

    /// Of a node, and so of no job.
    init(node: Int64, _ transition: NodeTransition, time: Timestamp) {
        code = transition.rawValue
        job = 0
        self.node = node
        progress = 0
        isCanceled = false
        error = nil
        data = nil
        self.time = time
    }

    fileprivate var arguments: [SQLValue] {
        [
            .integer(job), .integer(code), .integer(node), .real(progress), .bool(isCanceled), .text(error), .text(data),
            .time(time),
        ]
    }
}

/// Gathers the events of a whole group of writes and stores them just before the commit, many rows with one statement:
/// stored one by one they took a third of the time of a job's whole life.
final class EventJournal: Sendable {
    /// Rows of a statement, largest first; each size is one prepared statement.
    private static let batches = [64, 8, 1].map { size in
        let rows = (0..<size).map { row in
            "(" + (1...8).map { "$\(row * 8 + $0)" }.joined(separator: ", ") + ")"
        }
        let sql = """
            INSERT INTO job_events (job_id, transition, node_id, progress, is_canceled, error, data, created)
            VALUES \(rows.joined(separator: ", "))
            """
        return (size: size, sql: sql)
    }

    private let pending = Mutex<[RecordedEvent]>([])

    /// Drops what was gathered for a group of writes that was lost.
    func forget() {
        pending.withLock { $0 = [] }
    }

    func append(_ events: [RecordedEvent]) {
        guard !events.isEmpty else { return }
        pending.withLock { $0 += events }
    }

    func flush(to connection: any SQLConnection) throws {
        var events = pending.withLock { pending in
            defer { pending = [] }
            return pending[...]
        }
        for batch in Self.batches {
            while events.count >= batch.size {
                try connection.execute(batch.sql, events.prefix(batch.size).flatMap(\.arguments))
                events = events.dropFirst(batch.size)
            }
        }
    }
}
