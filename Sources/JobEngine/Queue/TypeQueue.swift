import JobModel
import Storage

/// Where a job stands among all that are queued: the smallest place leaves first.
struct QueuePlace: Comparable {
    let job: Int64
    let priority: Int64
    let queued: Int64
    let mode: SchedulerState.QueueMode

    static func < (left: QueuePlace, right: QueuePlace) -> Bool {
        guard left.priority == right.priority else { return left.priority < right.priority }
        let isOlder = (left.queued, left.job) < (right.queued, right.job)
        return left.mode == .oldestFirst ? isOlder : !isOlder && left.job != right.job
    }
}

/// The queue of one type, read in pieces from the index `jobs_queue`.
struct TypeQueue {
    /// How many jobs are read at a time, at the most.
    private static let largestPiece: Int64 = 32

    /// How many more may run; nil for no limit.
    var room: Int64?
    /// Of the head.
    private(set) var place: QueuePlace
    private let definition: Int64
    /// The head and what is known to come after it, last first; empty while only the place of the head is known.
    private var jobs: [JobRow] = []
    private var nextPiece: Int64 = 2

    /// - Parameter row: definition, room, and the id, priority and time of the head.
    fileprivate init(_ row: any SQLRow, _ mode: SchedulerState.QueueMode) {
        definition = row.int(0)
        room = row.optionalInt(1)
        place = QueuePlace(job: row.int(2), priority: row.int(3), queued: row.int(4), mode: mode)
    }

    mutating func head(_ unit: UnitOfWork) throws -> JobRow {
        if let job = jobs.last { return job }
        let job = try unit.requireJob(place.job)
        jobs = [job]
        return job
    }

    /// Leaves the head behind.
    /// - Returns: whether there is another one.
    mutating func advance(_ connection: any SQLConnection) throws -> Bool {
        _ = jobs.popLast()
        if jobs.isEmpty {
            jobs = try connection.queuedJobs(ofType: definition, after: place, limit: nextPiece).reversed()
            nextPiece = min(2 * nextPiece, Self.largestPiece)
        }
        guard let state = jobs.last?.state, let job = jobs.last?.id else { return false }
        place = QueuePlace(
            job: job, priority: state.priority, queued: state.queued?.rawValue ?? 0, mode: place.mode
        )
        return true
    }
}

extension SQLConnection {
    /// The queues of all types of which a job may be handed out.
    func typeQueues(_ mode: SchedulerState.QueueMode) throws -> [TypeQueue] {
        let head = switch mode {
        case .oldestFirst:
            """
            SELECT h.id FROM jobs h WHERE h.definition_id = d.id AND h.phase = 2 AND h.node_id IS NULL
            ORDER BY h.priority, h.queued, h.id LIMIT 1
            """
        case .newestFirst:
            """
            SELECT h.id FROM jobs h WHERE h.definition_id = d.id AND h.phase = 2 AND h.node_id IS NULL AND h.priority =
            (SELECT p.priority FROM jobs p WHERE p.definition_id = d.id AND p.phase = 2 AND p.node_id IS NULL
            ORDER BY p.priority LIMIT 1) ORDER BY h.queued DESC, h.id DESC LIMIT 1
            """
        }
        return try all(
            """
            SELECT d.id, d.max_scheduled - q.active, j.id, j.priority, j.queued
            FROM queue_counts q JOIN definitions d ON d.id = q.definition_id JOIN jobs j ON j.id = (\(head))
            WHERE q.claimable > 0 AND d.kind <> 'ufdl' AND d.is_paused = 0
            AND (d.max_scheduled IS NULL OR d.max_scheduled > q.active)
            """
        ) { TypeQueue($0, mode) }
    }

    fileprivate func queuedJobs(ofType definition: Int64, after place: QueuePlace, limit: Int64) throws -> [JobRow] {
        switch place.mode {
        case .oldestFirst: try oldest(ofType: definition, after: place, limit: limit)
        case .newestFirst: try newest(ofType: definition, after: place, limit: limit)
        }
    }

    private func oldest(ofType definition: Int64, after place: QueuePlace, limit: Int64) throws -> [JobRow] {
        try all(
            """
            SELECT \(JobRow.columns) FROM jobs
            WHERE definition_id = $1 AND phase = 2 AND node_id IS NULL AND (priority, queued, id) > ($2, $3, $4)
            ORDER BY priority, queued, id LIMIT $5
            """,
            [
                .integer(definition), .integer(place.priority), .integer(place.queued), .integer(place.job),
                .integer(limit),
            ]
        ) { try JobRow($0) }
    }

    /// Of one priority at a time: no index runs forward by priority and backward by time.
    private func newest(ofType definition: Int64, after place: QueuePlace, limit: Int64) throws -> [JobRow] {
        let rest = try newest(
            ofType: definition, priority: place.priority, before: (place.queued, place.job), limit: limit
        )
        guard rest.isEmpty else { return rest }
        let next = try integer(
            """
            SELECT priority FROM jobs WHERE definition_id = $1 AND phase = 2 AND node_id IS NULL AND priority > $2
            ORDER BY priority LIMIT 1
            """,
            [.integer(definition), .integer(place.priority)]
        )
        guard let next else { return [] }
        return try newest(ofType: definition, priority: next, before: (.max, .max), limit: limit)
    }

    private func newest(
        ofType definition: Int64, priority: Int64, before moment: (queued: Int64, id: Int64), limit: Int64
    ) throws -> [JobRow] {
        try all(
            """
            SELECT \(JobRow.columns) FROM jobs
            WHERE definition_id = $1 AND phase = 2 AND node_id IS NULL AND priority = $2 AND (queued, id) < ($3, $4)
            ORDER BY queued DESC, id DESC LIMIT $5
            """,
            [
                .integer(definition), .integer(priority), .integer(moment.queued), .integer(moment.id), .integer(limit),
            ]
        ) { try JobRow($0) }
    }
}
