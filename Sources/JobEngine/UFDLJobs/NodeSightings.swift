import JobModel
import Synchronization

/// When UFDL's nodes were last heard of, kept in memory for a moment: a read would else become a write.
final class NodeSightings: Sendable {
    private static let limit = 10_000

    private struct Known {
        var nodes: [Int64: UFDLNode] = [:]
        var seen: [Int64: Timestamp] = [:]
    }

    private let known = Mutex(Known())

    func node(_ id: Int64) -> UFDLNode? {
        known.withLock { $0.nodes[id] }
    }

    func remember(_ node: UFDLNode) {
        known.withLock { known in
            if known.nodes.count >= Self.limit { known.nodes = [:] }
            known.nodes[node.id] = node
        }
    }

    /// After a node was deleted: its id must not be taken for a node's any more.
    func forgetAll() {
        known.withLock { $0.nodes = [:] }
    }

    func see(_ id: Int64, at time: Timestamp) {
        known.withLock { $0.seen[id] = time }
    }

    /// What was seen since the last call.
    func take() -> [Int64: Timestamp] {
        known.withLock { known in
            defer { known.seen = [:] }
            return known.seen
        }
    }
}
