import JobModel
import Storage

/// One walk over the queue for one node: the most urgent job first, oldest first among equals, or newest first where an
/// operator wants that (scale.md §6.7).
///
/// Every type has its own ordered queue in the index `jobs_queue`; the pass merges their heads, so types that are paused
/// or at their limit cost nothing, however many jobs they have waiting.
struct SchedulingPass {
    /// How many jobs that do not run here are looked at before the pass gives up, as Scale's queue limit.
    static let maximumPassedOver = 500

    private let unit: UnitOfWork
    private(set) var free: ResourceAmounts
    private var placement: Placement
    private let rooms: NodeRooms
    private var queues: [TypeQueue] = []
    private var passedOver = 0

    init(unit: UnitOfWork, node: NodeRow, free: ResourceAmounts, rooms: NodeRooms) throws {
        self.unit = unit
        self.free = free
        self.rooms = rooms
        let others = rooms.enter(node.id, free: free, whole: node.resources, now: unit.now)
        placement = Placement(node: node.id, whole: ResourceVector(node.resources), others: others)
        let state = try unit.connection.schedulerState()
        guard !state.isPaused else { return }
        queues = try unit.connection.all(
            """
            SELECT d.id, d.max_scheduled - q.active FROM queue_counts q JOIN definitions d ON d.id = q.definition_id
            WHERE q.claimable > 0 AND d.kind <> 'ufdl' AND d.is_paused = 0 AND (d.max_scheduled IS NULL OR d.max_scheduled > q.active)
            """
        ) { TypeQueue(definition: $0.int(0), room: $0.optionalInt(1), mode: state.queueMode) }
        let isAlone = queues.count == 1
        for index in queues.indices { try queues[index].open(isAlone: isAlone, unit.connection) }
        queues.removeAll { $0.head == nil }
    }

    /// The next job for the node; nil when there is none, or when the node is kept free for one that needs more room.
    mutating func next() throws -> JobRow? {
        while passedOver < Self.maximumPassedOver, let index = mostUrgent(), let job = queues[index].head {
            switch placement.verdict(on: ResourceVector(job.resources), free: ResourceVector(free)) {
            case .here:
                free.subtract(job.resources)
                if let room = queues[index].room { queues[index].room = room - 1 }
                try takeHead(of: index)
                return job
            case .elsewhere(let node):
                if let node { rooms.countOn(node) }
                passedOver += 1
                try takeHead(of: index)
            case .later:
                passedOver += 1
                try takeHead(of: index)
            case .reserveHere:
                return nil
            }
        }
        return nil
    }

    private func mostUrgent() -> Int? {
        queues.indices.min { queues[$0].precedes(queues[$1]) }
    }

    private mutating func takeHead(of index: Int) throws {
        _ = try queues[index].removeHead(unit.connection)
        if queues[index].head == nil || queues[index].room == 0 { queues.remove(at: index) }
    }
}
