import JobModel
import Storage

/// How many jobs of one type are in one phase.
package struct TypePhaseCount: Sendable {
    package let name: String
    package let version: String
    package let phase: JobPhase
    package let count: Int64
}

extension JobEngine {
    /// The counters of every type, as they were with the last commit.
    package func typePhaseCounts() async throws -> [TypePhaseCount] {
        try await read { connection in
            try connection.all(
                """
                SELECT d.name, d.version, c.phase, SUM(c.count) FROM job_counts c JOIN definitions d ON d.id = c.definition_id
                GROUP BY d.id, d.name, d.version, c.phase ORDER BY d.name, d.version, c.phase
                """
            ) { row in
                JobPhase(rawValue: row.int(2)).map {
                    TypePhaseCount(name: row.text(0), version: row.text(1), phase: $0, count: row.int(3))
                }
            }.compactMap(\.self)
        }
    }

    /// In bytes, on disk.
    package func databaseSize() async throws -> Int64 {
        try await database.sizeOnDisk()
    }
}
