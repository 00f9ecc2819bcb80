import JobModel
import Storage

/// The node that a request says it acts for, with its `Node-Id`.
package struct UFDLNode: Sendable, Hashable {
    package let id: Int64
    package let ownerID: Int64

    package init(id: Int64, ownerID: Int64) {
        self.id = id
        self.ownerID = ownerID
    }
}

extension JobEngine {
    /// The node of a `Node-Id`, remembered for a short while: every request of a node names it.
    /// - Returns: nil when there is no such node.
    package func ufdlNode(_ id: Int64) async throws -> UFDLNode? {
        if let known = nodeSightings.node(id) {
            nodeSightings.see(id, at: clock.now())
            return known
        }
        let owner = try await read { try $0.integer("SELECT user_id FROM nodes WHERE id = $1", [.integer(id)]) }
        guard let owner else { return nil }
        let node = UFDLNode(id: id, ownerID: owner)
        nodeSightings.remember(node)
        nodeSightings.see(id, at: clock.now())
        return node
    }

    /// Stores when nodes were last heard of, and renews the leases of those that have one: every second, and before
    /// anybody looks at nodes.
    package func flushNodeSightings() async throws {
        let sightings = nodeSightings.take()
        guard !sightings.isEmpty else { return }
        let lease = settings.nodeLease
        try await write { unit in
            for (node, time) in sightings {
                try unit.connection.execute(
                    "UPDATE nodes SET last_seen = $1 WHERE id = $2 AND last_seen < $1", [.time(time), .integer(node)]
                )
                guard let lease else { continue }
                try unit.connection.execute(
                    """
                    UPDATE jobs SET lease_expires = $1 WHERE node_id = $2 AND lease_token IS NOT NULL \
                    AND lease_expires IS NOT NULL
                    """,
                    [.time(time + lease), .integer(node)]
                )
            }
        }
    }
}
