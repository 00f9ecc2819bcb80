import JobModel
import Storage

/// What waits in the queue of one job type.
package struct QueueDepth: Sendable, Hashable {
    package let definition: DefinitionRow
    package let count: Int64
    /// When the job that has waited longest was queued.
    package let longestQueued: Timestamp
    /// The most urgent priority, which is the lowest number.
    package let highestPriority: Int64
}

extension JobEngine {
    /// The job types of which jobs wait, those that are not paused first, the most urgent first among them (scale.md §5.8).
    package func queueDepths() async throws -> [QueueDepth] {
        try await read { connection in
            try connection.all(
                """
                SELECT \(DefinitionRow.columns), q.count, q.longest, q.highest FROM
                (SELECT definition_id, COUNT(*) AS count, MIN(queued) AS longest, MIN(priority) AS highest FROM jobs
                WHERE phase = 2 AND node_id IS NULL GROUP BY definition_id) q
                JOIN definitions d ON d.id = q.definition_id WHERE d.kind <> 'ufdl'
                ORDER BY d.is_paused, q.highest, q.longest, d.id
                """
            ) { row in
                let first = DefinitionRow.columnCount
                return QueueDepth(
                    definition: DefinitionRow(row), count: row.int(first), longestQueued: row.time(first + 1),
                    highestPriority: row.int(first + 2)
                )
            }
        }
    }
}
