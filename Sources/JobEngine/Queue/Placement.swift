import JobModel

/// Decides on which of the nodes a job should run (scale.md §6.7): where it fits best, and for a job that fits nowhere
/// now, which node is kept free for it, so that smaller jobs do not starve it.
struct Placement {
    enum Verdict: Equatable {
        /// The asking node runs the job.
        case here
        /// Another node that waits for work, or has room, is to run it.
        case elsewhere(node: Int64?)
        /// The asking node is kept free for the job: nothing that comes behind it may start here.
        case reserveHere
        /// Another node is kept free for it, or no node is large enough.
        case later
    }

    private let node: Int64
    private let whole: ResourceVector
    private let others: [NodeRooms.Room]
    private var reserved: Set<Int64> = []

    init(node: Int64, whole: ResourceVector, others: [NodeRooms.Room]) {
        self.node = node
        self.whole = whole
        self.others = others
    }

    /// - Parameter free: what the asking node has left.
    mutating func verdict(on needed: ResourceVector, free: ResourceVector) -> Verdict {
        if free.holds(needed) {
            return betterNode(for: needed, than: free).map { .elsewhere(node: $0) } ?? .here
        }
        if others.contains(where: { !reserved.contains($0.node) && $0.free.holds(needed) }) { return .elsewhere(node: nil) }
        guard let kept = roomiest(for: needed, free: free) else { return .later }
        reserved.insert(kept)
        return kept == node ? .reserveHere : .later
    }

    /// Among the nodes that wait for work, the one on which the job leaves the least room, where that is less than here.
    private func betterNode(for needed: ResourceVector, than free: ResourceVector) -> Int64? {
        var best: (node: Int64, room: Double)?
        for other in others where other.isWaiting && other.free.holds(needed) && !reserved.contains(other.node) {
            let room = other.free.room(beside: needed, of: other.whole)
            if room < best?.room ?? .infinity { best = (other.node, room) }
        }
        guard let best, best.room < free.room(beside: needed, of: whole) - 0.000_001 else { return nil }
        return best.node
    }

    /// Among the nodes that are large enough, the one with the most room now.
    private func roomiest(for needed: ResourceVector, free: ResourceVector) -> Int64? {
        var best: (node: Int64, room: Double)?
        func consider(_ id: Int64, _ free: ResourceVector, _ whole: ResourceVector) {
            guard whole.holds(needed), !reserved.contains(id) else { return }
            let room = free.room(beside: needed, of: whole)
            if room > best?.room ?? -.infinity { best = (id, room) }
        }
        consider(node, free, whole)
        for other in others { consider(other.node, other.free, other.whole) }
        return best?.node
    }
}
