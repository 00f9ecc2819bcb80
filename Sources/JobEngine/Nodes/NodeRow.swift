import JobModel
import Storage

/// A machine that takes jobs, owned by the user who registered it.
package struct NodeRow: Sendable, Hashable {
    package let id: Int64
    package let userID: Int64
    package let hostname: String
    /// One run of the worker process; a new one makes the executions of the last one lost.
    package let incarnation: String
    package let version: String
    package let resources: ResourceAmounts
    package let isActive: Bool
    package let isPaused: Bool
    package let pauseReason: String?
    package let created: Timestamp
    package let lastSeen: Timestamp
    package let lastModified: Timestamp
    /// When it was taken out of service.
    package let deprecated: Timestamp?

    static let columns = """
        id, user_id, hostname, incarnation, version, resources, is_active, is_paused, pause_reason, created, last_seen, \
        last_modified, deprecated
        """

    init(_ row: any SQLRow) {
        id = row.int(0)
        userID = row.int(1)
        hostname = row.text(2)
        incarnation = row.text(3)
        version = row.text(4)
        resources = StoredResources.parse(row.text(5))
        isActive = row.bool(6)
        isPaused = row.bool(7)
        pauseReason = row.optionalText(8)
        created = row.time(9)
        lastSeen = row.time(10)
        lastModified = row.time(11)
        deprecated = row.optionalTime(12)
    }
}

extension SQLConnection {
    func node(_ id: Int64) throws -> NodeRow? {
        try first("SELECT \(NodeRow.columns) FROM nodes WHERE id = $1", [.integer(id)]) { NodeRow($0) }
    }

    func nodes() throws -> [NodeRow] {
        try all("SELECT \(NodeRow.columns) FROM nodes ORDER BY id LIMIT 10000") { NodeRow($0) }
    }

    /// The node, when it is this run of this user's worker that asks.
    /// - Throws: `EngineError`: not found, forbidden for another user, conflict for an older run of the worker.
    func requireNode(_ id: Int64, owner: Int64, incarnation: String) throws -> NodeRow {
        guard let node = try node(id) else { throw EngineError.notFound("node", id) }
        guard node.userID == owner else {
            throw EngineError(.forbidden, "Node \(id) belongs to another user.")
        }
        guard node.incarnation == incarnation else {
            throw EngineError(.conflict, "A newer run of the worker has registered as node \(id).", field: "incarnation")
        }
        return node
    }
}
