import JobModel
import Storage

/// One walk over the queue for one node: the most urgent job first, oldest first among equals (scale.md §6.7).
///
/// Every type has its own ordered queue in the index `jobs_queue`; the pass merges their heads, so types that are paused
/// or at their limit cost nothing, however many jobs they have waiting.
struct SchedulingPass {
    /// How many jobs that do not fit are looked at before the pass gives up, as Scale's queue limit.
    static let maximumPassedOver = 500
    /// How many jobs of one type are read at a time.
    private static let chunk = 32

    private struct Queue {
        let definition: Int64
        /// How many more may run; nil for no limit.
        var room: Int64?
        var head: [JobRow]
        var isExhausted = false
    }

    private let unit: UnitOfWork
    private var free: ResourceAmounts
    private var queues: [Queue] = []
    private var passedOver = 0

    init(unit: UnitOfWork, free: ResourceAmounts) throws {
        self.unit = unit
        self.free = free
        guard try !unit.connection.isSchedulerPaused() else { return }
        queues = try unit.connection.all(
            """
            SELECT d.id, d.max_scheduled - q.active FROM queue_counts q JOIN definitions d ON d.id = q.definition_id
            WHERE q.claimable > 0 AND d.kind <> 'ufdl' AND d.is_paused = 0 AND (d.max_scheduled IS NULL OR d.max_scheduled > q.active)
            """
        ) { Queue(definition: $0.int(0), room: $0.optionalInt(1), head: []) }
        for index in queues.indices { try refill(index) }
        queues.removeAll { $0.head.isEmpty }
    }

    /// The next job that fits; its resources are taken off what is free.
    mutating func next() throws -> JobRow? {
        while let index = mostUrgent(), passedOver < Self.maximumPassedOver {
            let job = queues[index].head.removeLast()
            if free.shortage(for: job.resources) == nil {
                free.subtract(job.resources)
                if let room = queues[index].room { queues[index].room = room - 1 }
                try advance(index, after: job)
                return job
            }
            passedOver += 1
            try advance(index, after: job)
        }
        return nil
    }

    private func mostUrgent() -> Int? {
        queues.indices.min { left, right in
            guard let first = queues[left].head.last, let second = queues[right].head.last else { return false }
            return first.queueOrder < second.queueOrder
        }
    }

    private mutating func advance(_ index: Int, after job: JobRow) throws {
        if queues[index].head.isEmpty { try refill(index, after: job) }
        if queues[index].head.isEmpty || queues[index].room == 0 { queues.remove(at: index) }
    }

    /// Reads the next jobs of a type, stored last first so that taking the head is cheap.
    private mutating func refill(_ index: Int, after job: JobRow? = nil) throws {
        guard !queues[index].isExhausted else { return }
        let order = job?.queueOrder ?? (Int64.min, Int64.min, Int64.min)
        let limit = job == nil && queues.count > 1 ? 1 : Self.chunk
        let jobs = try unit.connection.all(
            """
            SELECT \(JobRow.columns) FROM jobs
            WHERE definition_id = $1 AND phase = 2 AND node_id IS NULL AND (priority, queued, id) > ($2, $3, $4)
            ORDER BY priority, queued, id LIMIT $5
            """,
            [
                .integer(queues[index].definition), .integer(order.0), .integer(order.1), .integer(order.2),
                .integer(Int64(limit)),
            ]
        ) { try JobRow($0) }
        queues[index].isExhausted = jobs.count < limit
        queues[index].head = jobs.reversed()
    }
}

extension JobRow {
    fileprivate var queueOrder: (Int64, Int64, Int64) {
        (state.priority, state.queued?.rawValue ?? 0, id)
    }
}
