import JobModel
import Storage

/// The queue of one type, read in pieces from the index `jobs_queue`.
struct TypeQueue {
    /// How many jobs are read at a time.
    private static let chunk: Int64 = 32

    let definition: Int64
    /// How many more may run; nil for no limit.
    var room: Int64?
    private let mode: SchedulerState.QueueMode
    /// Last first, so that taking the head is cheap.
    private var jobs: [JobRow] = []
    private var isExhausted = false

    init(definition: Int64, room: Int64?, mode: SchedulerState.QueueMode) {
        self.definition = definition
        self.room = room
        self.mode = mode
    }

    var head: JobRow? { jobs.last }

    /// Whether the head comes before another queue's.
    func precedes(_ other: TypeQueue) -> Bool {
        guard let head, let otherHead = other.head else { return head != nil }
        let (own, others) = (head.queueOrder, otherHead.queueOrder)
        guard own.0 == others.0, mode == .newestFirst else { return own < others }
        return own > others
    }

    /// Reads the first jobs; only one where there are other queues, which may be more urgent.
    mutating func open(isAlone: Bool, _ connection: any SQLConnection) throws {
        try read(after: nil, limit: isAlone ? Self.chunk : 1, connection)
    }

    mutating func removeHead(_ connection: any SQLConnection) throws -> JobRow {
        let job = jobs.removeLast()
        if jobs.isEmpty, !isExhausted { try read(after: job, limit: Self.chunk, connection) }
        return job
    }

    private mutating func read(after job: JobRow?, limit: Int64, _ connection: any SQLConnection) throws {
        let found = switch mode {
        case .oldestFirst: try connection.oldest(ofType: definition, after: job, limit: limit)
        case .newestFirst: try connection.newest(ofType: definition, after: job, limit: limit)
        }
        isExhausted = found.isEmpty
        jobs = found.reversed()
    }
}

extension JobRow {
    fileprivate var queueOrder: (Int64, Int64, Int64) {
        (state.priority, state.queued?.rawValue ?? 0, id)
    }
}

extension SQLConnection {
    fileprivate func oldest(ofType definition: Int64, after job: JobRow?, limit: Int64) throws -> [JobRow] {
        let order = job?.queueOrder ?? (.min, .min, .min)
        return try all(
            """
            SELECT \(JobRow.columns) FROM jobs
            WHERE definition_id = $1 AND phase = 2 AND node_id IS NULL AND (priority, queued, id) > ($2, $3, $4)
            ORDER BY priority, queued, id LIMIT $5
            """,
            [.integer(definition), .integer(order.0), .integer(order.1), .integer(order.2), .integer(limit)]
        ) { try JobRow($0) }
    }

    /// Of one priority at a time: no index runs forward by priority and backward by time.
    fileprivate func newest(ofType definition: Int64, after job: JobRow?, limit: Int64) throws -> [JobRow] {
        if let job {
            let order = job.queueOrder
            let rest = try newest(ofType: definition, priority: order.0, before: (order.1, order.2), limit: limit)
            if !rest.isEmpty { return rest }
        }
        let next = try integer(
            """
            SELECT priority FROM jobs WHERE definition_id = $1 AND phase = 2 AND node_id IS NULL AND priority > $2
            ORDER BY priority LIMIT 1
            """,
            [.integer(definition), .integer(job?.state.priority ?? .min)]
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
