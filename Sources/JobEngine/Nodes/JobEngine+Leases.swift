import JobModel
import Storage

/// What a node hears when it renews its claims.
package struct HeartbeatAnswer: Sendable, Hashable {
    /// Executions whose job was cancelled: to be ended and reported.
    package var cancel: [Int64] = []
    /// Executions that are not this node's any more: to be ended and forgotten.
    package var lost: [Int64] = []
}

/// One execution in a heartbeat.
package struct HeartbeatEntry: Sendable, Hashable {
    package var token: Int64
    package var progress: Double?

    package init(token: Int64, progress: Double? = nil) {
        self.token = token
        self.progress = progress
    }
}

extension JobEngine {
    /// How many executions one heartbeat may name.
    package static let maximumHeartbeatEntries = 10_000

    /// Renews the claims of all executions that a node names.
    ///
    /// An execution that the node does not name is not renewed, so one whose claim answer was lost on the way comes back
    /// to the queue when its lease ends.
    package func heartbeat(
        node: Int64, owner: Int64, incarnation: String, executions: [HeartbeatEntry]
    ) async throws -> HeartbeatAnswer {
        guard executions.count <= Self.maximumHeartbeatEntries else {
            throw EngineError.invalid(
                "executions", "executions may name \(Self.maximumHeartbeatEntries) executions at the most."
            )
        }
        let lease = settings.leaseDuration
        return try await write { unit in
            _ = try unit.connection.requireNode(node, owner: owner, incarnation: incarnation)
            try unit.connection.execute(
                "UPDATE nodes SET last_seen = $1 WHERE id = $2", [.time(unit.now), .integer(node)]
            )
            var answer = HeartbeatAnswer()
            for entry in executions {
                try unit.renew(entry, node: node, until: unit.now + lease, answer: &answer)
            }
            return answer
        }
    }

    /// Takes back the jobs whose lease has run out.
    /// - Returns: how many there were; call again while it is `limit`.
    package func reapExpiredLeases(limit: Int = 200) async throws -> Int {
        try await write { unit in
            let jobs = try unit.connection.all(
                """
                SELECT \(JobRow.columns) FROM jobs WHERE lease_expires IS NOT NULL AND lease_expires < $1
                ORDER BY lease_expires LIMIT $2
                """,
                [.time(unit.now), .integer(Int64(limit))]
            ) { try JobRow($0) }
            for job in jobs { try unit.lose(job) }
            return jobs.count
        }
    }
}

extension UnitOfWork {
    fileprivate func renew(
        _ entry: HeartbeatEntry, node: Int64, until expires: Timestamp, answer: inout HeartbeatAnswer
    ) throws {
        let held = try connection.first(
            """
            SELECT \(JobRow.columns) FROM jobs WHERE id = (SELECT job_id FROM executions WHERE id = $1) \
            AND lease_token = $1 AND node_id = $2
            """,
            [.integer(entry.token), .integer(node)]
        ) { try JobRow($0) }
        guard var job = held else {
            answer.lost.append(entry.token)
            return
        }
        if job.state.phase == .canceled { answer.cancel.append(entry.token) }
        try connection.execute("UPDATE jobs SET lease_expires = $1 WHERE id = $2", [.time(expires), .integer(job.id)])
        if let progress = entry.progress, job.state.phase == .running, (0...1).contains(progress),
            progress != job.state.progress {
            try advance(&job, by: .token(entry.token), to: progress)
        }
    }
}
