import JobModel
import Storage

/// What a worker says of itself when it registers.
package struct NodeRegistration: Sendable {
    package var hostname: String
    package var incarnation: String
    package var version: String
    package var resources: ResourceAmounts

    package init(hostname: String, incarnation: String, version: String, resources: ResourceAmounts) {
        self.hostname = hostname
        self.incarnation = incarnation
        self.version = version
        self.resources = resources
    }
}

/// What to change of a node; nil leaves a field as it is.
package struct NodeChange: Sendable {
    package var isPaused: Bool?
    package var pauseReason: String?
    package var isActive: Bool?

    package init(isPaused: Bool? = nil, pauseReason: String? = nil, isActive: Bool? = nil) {
        self.isPaused = isPaused
        self.pauseReason = pauseReason
        self.isActive = isActive
    }
}

extension JobEngine {
    /// Makes or renews the node of this user and host name. What an earlier run of the worker still held is lost at once:
    /// that process is gone.
    /// - Throws: `EngineError.Code.invalid` for a host name or incarnation that is empty or too long, or a resource below 0.
    package func registerNode(_ registration: NodeRegistration, owner: Int64) async throws -> NodeRow {
        try validate(registration)
        return try await write { unit in
            let known = try unit.connection.first(
                "SELECT id, incarnation FROM nodes WHERE user_id = $1 AND hostname = $2",
                [.integer(owner), .text(registration.hostname)]
            ) { (id: $0.int(0), incarnation: $0.text(1)) }
            if let known, known.incarnation != registration.incarnation {
                try unit.loseExecutions(ofNode: known.id)
            }
            let node = try unit.saveNode(registration, owner: owner)
            unit.record(.register, ofNode: node.id)
            return node
        }
    }

    private func validate(_ registration: NodeRegistration) throws(EngineError) {
        guard (1...250).contains(registration.hostname.utf8.count) else {
            throw .invalid("hostname", "hostname must have 1 to 250 bytes.")
        }
        guard (1...100).contains(registration.incarnation.utf8.count) else {
            throw .invalid("incarnation", "incarnation must have 1 to 100 bytes.")
        }
        guard registration.resources.amounts.count <= 100 else {
            throw .invalid("resources", "resources may name 100 resources at the most.")
        }
        for (name, amount) in registration.resources.amounts where !(amount >= 0 && amount.isFinite) {
            throw .invalid("resources", "resources: \(name) must be a number that is not negative.")
        }
    }

    package func node(_ id: Int64) async throws -> NodeRow? {
        try await read { try $0.node(id) }
    }

    /// Every node, by id.
    package func nodes() async throws -> [NodeRow] {
        try await read { try $0.nodes() }
    }

    /// Pauses or resumes a node: a paused one keeps what it runs and gets nothing new.
    package func setNode(_ id: Int64, paused: Bool, reason: String?) async throws {
        try await changeNode(id, NodeChange(isPaused: paused, pauseReason: reason))
    }

    /// Pauses, resumes, takes out of service or back. A node that is out of service keeps what it runs, gets nothing new
    /// and is back when its worker registers again.
    /// - Throws: `EngineError.Code.notFound`.
    package func changeNode(_ id: Int64, _ change: NodeChange) async throws {
        try await write { unit in
            guard let node = try unit.connection.node(id) else { throw EngineError.notFound("node", id) }
            let isPaused = change.isPaused ?? node.isPaused
            let isActive = change.isActive ?? node.isActive
            let reason = isPaused ? change.pauseReason ?? (change.isPaused == nil ? node.pauseReason : nil) : nil
            try unit.connection.execute(
                """
                UPDATE nodes SET is_paused = $1, pause_reason = $2, is_active = $3, deprecated = $4, last_modified = $5
                WHERE id = $6
                """,
                [
                    .bool(isPaused), .text(reason), .bool(isActive),
                    .time(isActive ? nil : node.deprecated ?? unit.now), .time(unit.now), .integer(id),
                ]
            )
            if isActive, !isPaused { unit.raise(.work) }
            if isPaused != node.isPaused { unit.record(isPaused ? .pause : .resume, ofNode: id) }
            if isActive != node.isActive { unit.record(isActive ? .resume : .retire, ofNode: id) }
        }
    }
}

extension UnitOfWork {
    fileprivate func saveNode(_ registration: NodeRegistration, owner: Int64) throws -> NodeRow {
        let id = try connection.first(
            """
            INSERT INTO nodes (user_id, hostname, incarnation, version, resources, created, last_seen, last_modified)
            VALUES ($1, $2, $3, $4, $5, $6, $6, $6)
            ON CONFLICT (user_id, hostname) DO UPDATE SET incarnation = excluded.incarnation, \
            version = excluded.version, resources = excluded.resources, is_active = 1, deprecated = NULL, \
            last_seen = excluded.last_seen, \
            last_modified = excluded.last_modified
            RETURNING id
            """,
            [
                .integer(owner), .text(registration.hostname), .text(registration.incarnation),
                .text(registration.version), .text(StoredResources.text(registration.resources)), .time(now),
            ]
        ) { $0.int(0) }
        guard let id, let node = try connection.node(id) else {
            throw StorageError(.other, "the database gave the node no id")
        }
        return node
    }

    /// Takes back everything that a node holds.
    func loseExecutions(ofNode node: Int64) throws {
        let jobs = try connection.all(
            "SELECT \(JobRow.columns) FROM jobs WHERE node_id = $1 AND lease_token IS NOT NULL", [.integer(node)]
        ) { try JobRow($0) }
        for job in jobs { try lose(job) }
    }

    func lose(_ job: JobRow) throws {
        var job = job
        let nodeLost = try connection.builtinError(BuiltinError.nodeLost)
        try apply(.lose(nodeLost.report(message: nil)), to: &job)
    }
}
