import JobModel
import Synchronization

/// What the nodes that ask for work have free, kept in memory: it is as old as their last claim, and a node that is
/// wrongly believed to have room asks again at once.
final class NodeRooms: Sendable {
    struct Room: Sendable {
        let node: Int64
        var free: ResourceVector
        var whole: ResourceVector
        var asked: Timestamp
        /// Whether a claim of the node waits for work.
        var isWaiting: Bool
        /// Whether a job was left for the node since it asked last.
        var isCountedOn: Bool
    }

    /// A node that has not asked for longer is not counted on.
    private static let patience = Duration.seconds(90)

    private let rooms = Mutex<[Int64: Room]>([:])

    /// Notes that a node asks now.
    /// - Returns: the other nodes, by id.
    func enter(_ node: Int64, free: ResourceAmounts, whole: ResourceAmounts, now: Timestamp) -> [Room] {
        rooms.withLock { rooms in
            rooms[node] = Room(
                node: node, free: ResourceVector(free), whole: ResourceVector(whole), asked: now, isWaiting: false,
                isCountedOn: false
            )
            rooms = rooms.filter { now.duration(since: $0.value.asked) <= Self.patience }
            return rooms.values.filter { $0.node != node }.sorted { $0.node < $1.node }
        }
    }

    /// Notes what a node has left, and whether it waits for more.
    func settle(_ node: Int64, free: ResourceAmounts, isWaiting: Bool) {
        rooms.withLock { rooms in
            rooms[node]?.free = ResourceVector(free)
            rooms[node]?.isWaiting = isWaiting
        }
    }

    func countOn(_ node: Int64) {
        rooms.withLock { $0[node]?.isCountedOn = true }
    }

    /// Notes that a node does not wait any more.
    /// - Returns: whether a job was left for it meanwhile, which others have to be told of.
    func leave(_ node: Int64) -> Bool {
        rooms.withLock { rooms in
            guard let room = rooms[node] else { return false }
            rooms[node]?.isWaiting = false
            rooms[node]?.isCountedOn = false
            return room.isWaiting && room.isCountedOn
        }
    }

    func isWaiting(_ node: Int64) -> Bool {
        rooms.withLock { $0[node]?.isWaiting ?? false }
    }

    /// A node that is paused or out of service.
    func remove(_ node: Int64) {
        rooms.withLock { _ = $0.removeValue(forKey: node) }
    }
}
