import JobModel
import Storage

/// A counter that differs from what a count finds.
package struct CounterDifference: Sendable, Hashable {
    package let counter: String
    package let stored: Int64
    package let counted: Int64
}

extension JobEngine {
    /// Compares every counter with a count over all jobs. For checks and tests: it reads the whole table.
    package func counterDifferences() async throws -> [CounterDifference] {
        try await read { connection in
            let stored = try connection.counters(
                "SELECT definition_id, phase, error_id, count FROM job_counts WHERE count <> 0",
                "SELECT definition_id, claimable, active FROM queue_counts",
                "SELECT unit, bucket, definition_id, phase, error_id, count FROM job_windows"
            )
            let counted = try connection.counters(
                "SELECT definition_id, phase, COALESCE(error_id, 0), COUNT(*) FROM jobs GROUP BY 1, 2, 3",
                """
                SELECT definition_id,
                SUM(CASE WHEN phase = 2 AND node_id IS NULL THEN 1 ELSE 0 END),
                SUM(CASE WHEN phase IN (2, 3) AND lease_token IS NOT NULL THEN 1 ELSE 0 END)
                FROM jobs GROUP BY definition_id
                """,
                CountWindow.allCases.map { window in
                    """
                    SELECT \(window.rawValue), last_status_change / \(window.rawValue), definition_id, phase, \
                    COALESCE(error_id, 0), COUNT(*) FROM jobs GROUP BY 2, 3, 4, 5
                    """
                }.joined(separator: " UNION ALL ")
            )
            return Set(stored.keys).union(counted.keys).sorted()
                .filter { stored[$0] ?? 0 != counted[$0] ?? 0 }
                .map { CounterDifference(counter: $0, stored: stored[$0] ?? 0, counted: counted[$0] ?? 0) }
        }
    }
}

extension SQLConnection {
    fileprivate func counters(_ jobs: String, _ queues: String, _ windows: String) throws -> [String: Int64] {
        var counters: [String: Int64] = [:]
        try forEach(jobs, []) { row in
            counters["type \(row.int(0)), phase \(row.int(1)), error \(row.int(2))"] = row.int(3)
        }
        try forEach(queues, []) { row in
            counters["type \(row.int(0)), claimable"] = row.int(1)
            counters["type \(row.int(0)), active"] = row.int(2)
        }
        try forEach(windows, []) { row in
            let window = "window \(row.int(0)) number \(row.int(1))"
            counters["type \(row.int(2)), phase \(row.int(3)), error \(row.int(4)), \(window)"] = row.int(5)
        }
        return counters.filter { $0.value != 0 }
    }
}
