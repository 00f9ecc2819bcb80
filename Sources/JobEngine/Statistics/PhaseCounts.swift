import JobModel
import Storage

/// How many jobs of one type have come to a phase, and for failed ones whose fault that was.
package struct PhaseCount: Sendable, Hashable {
    package let phase: JobPhase
    /// Nil for jobs without an error.
    package let category: ErrorCategory?
    package let count: Int64
    /// When a job last came to the phase.
    package let mostRecent: Timestamp
}

extension JobEngine {
    /// The jobs of a type by phase and category of their error, as far as their last change is not older than `since`
    /// (scale.md §5.3). No phase without jobs is listed; the order is that of Scale's names.
    package func phaseCounts(ofDefinition id: Int64, since: Timestamp) async throws -> [PhaseCount] {
        let counts = try await read { connection in
            try connection.all(
                """
                SELECT j.phase, e.category, COUNT(*), MAX(j.last_status_change) FROM jobs j
                LEFT JOIN errors e ON e.id = j.error_id
                WHERE j.definition_id = $1 AND j.last_status_change >= $2 GROUP BY j.phase, e.category
                """,
                [.integer(id), .time(since)]
            ) { row in
                JobPhase(rawValue: row.int(0)).map { phase in
                    PhaseCount(
                        phase: phase, category: row.optionalText(1).flatMap(ErrorCategory.init), count: row.int(2),
                        mostRecent: row.time(3)
                    )
                }
            }
        }
        return counts.compactMap(\.self).sorted {
            ($0.phase.scaleName, $0.category?.rawValue ?? "") < ($1.phase.scaleName, $1.category?.rawValue ?? "")
        }
    }
}
