import JobModel
import Storage

/// One walk over the queue for one node: the most urgent job first, oldest first among equals, or newest first where an
/// operator wants that (scale.md §6.7).
///
/// Every type has its own ordered queue in the index `jobs_queue`; the pass merges their heads, so types that are paused
/// or at their limit cost nothing, however many jobs they have waiting. One statement tells where all heads stand; the
/// jobs themselves are read where it is a queue's turn.
struct SchedulingPass {
    /// How many jobs that do not run here are looked at before the pass gives up, as Scale's queue limit.
    static let maximumPassedOver = 500

    private let unit: UnitOfWork
    private(set) var free: ResourceAmounts
    private var placement: Placement
    private let rooms: NodeRooms
    private var queues: [TypeQueue] = []
    /// The queue whose head is gone. Its next job is looked for only when another one is wanted, which mostly is not.
    private var takenFrom: Int?
    private var passedOver = 0

    init(unit: UnitOfWork, node: NodeRow, free: ResourceAmounts, rooms: NodeRooms) throws {
        self.unit = unit
        self.free = free
        self.rooms = rooms
        let others = rooms.enter(node.id, free: free, whole: node.resources, now: unit.now)
        placement = Placement(node: node.id, whole: ResourceVector(node.resources), others: others)
        let state = try unit.connection.schedulerState()
        guard !state.isPaused else { return }
        queues = try unit.connection.typeQueues(state.queueMode)
    }

    /// The next job for the node; nil when there is none, or when the node is kept free for one that needs more room.
    mutating func next() throws -> JobRow? {
        while passedOver < Self.maximumPassedOver, let index = try mostUrgent() {
            let job = try queues[index].head(unit)
            switch placement.verdict(on: ResourceVector(job.resources), free: ResourceVector(free)) {
            case .here:
                free.subtract(job.resources)
                if let room = queues[index].room { queues[index].room = room - 1 }
                takenFrom = index
                return job
            case .elsewhere(let node):
                if let node { rooms.countOn(node) }
                passedOver += 1
                takenFrom = index
            case .later:
                passedOver += 1
                takenFrom = index
            case .reserveHere:
                return nil
            }
        }
        return nil
    }

    private mutating func mostUrgent() throws -> Int? {
        if let index = takenFrom {
            takenFrom = nil
            if try queues[index].room == 0 || !queues[index].advance(unit.connection) { queues.remove(at: index) }
        }
        return queues.indices.min { queues[$0].place < queues[$1].place }
    }
}
