import JobModel
import Storage

/// How many jobs waited and ran at one moment (scale.md §6.8).
package struct LoadSample: Sendable, Hashable {
    package let time: Timestamp
    package let pending: Int64
    package let queued: Int64
    package let running: Int64

    /// How far back samples are kept, and may be asked for.
    package static let longestRange = Duration.seconds(31 * 86_400)
    /// The key under which the sum over all types is stored.
    fileprivate static let allTypes: Int64 = 0
}

/// The samples that are asked for.
package struct LoadQuery: Sendable {
    package var since: Timestamp
    package var until: Timestamp
    /// Only jobs of these types; empty for all.
    package var definitions: [Int64]
    /// Only jobs of types with these names, together with those of `definitions`.
    package var names: [String]

    package init(since: Timestamp, until: Timestamp, definitions: [Int64] = [], names: [String] = []) {
        self.since = since
        self.until = until
        self.definitions = definitions
        self.names = names
    }
}

extension JobEngine {
    /// Notes how many jobs wait and run now, by type and in all, from the counters.
    package func sampleLoad() async throws {
        try await write { unit in
            try unit.flushCounts()
            let phases = [JobPhase.pending, .queued, .running].map(\.rawValue)
            let sums = "SUM(CASE WHEN phase = $1 THEN count ELSE 0 END), SUM(CASE WHEN phase = $2 THEN count ELSE 0 END), "
                + "SUM(CASE WHEN phase = $3 THEN count ELSE 0 END)"
            let arguments = phases.map { SQLValue.integer($0) }
            let types = try unit.connection.all(
                """
                SELECT definition_id, \(sums) FROM job_counts WHERE phase IN ($1, $2, $3) AND count > 0
                GROUP BY definition_id
                """,
                arguments
            ) { [$0.int(0), $0.int(1), $0.int(2), $0.int(3)] }
            let total = types.reduce(into: [LoadSample.allTypes, 0, 0, 0]) { sum, type in
                for column in 1...3 { sum[column] += type[column] }
            }
            for sample in [total] + types {
                try unit.connection.execute(
                    """
                    INSERT INTO load_samples (definition_id, pending, queued, running, time) VALUES ($1, $2, $3, $4, $5)
                    ON CONFLICT (definition_id, time) DO NOTHING
                    """,
                    sample.map { .integer($0) } + [.time(unit.now)]
                )
            }
        }
    }

    /// The samples within a time, oldest first.
    package func load(_ query: LoadQuery, offset: Int64, limit: Int64) async throws -> StatisticsPage<LoadSample> {
        try await read { connection in
            let range = [SQLValue.time(query.since), .time(query.until)]
            let count = try connection.integer(
                "SELECT COUNT(*) FROM load_samples WHERE definition_id = 0 AND time >= $1 AND time <= $2", range
            ) ?? 0
            let totals = try connection.all(
                """
                SELECT time, pending, queued, running FROM load_samples
                WHERE definition_id = 0 AND time >= $1 AND time <= $2 ORDER BY time LIMIT $3 OFFSET $4
                """,
                range + [.integer(limit), .integer(offset)]
            ) { LoadSample(time: $0.time(0), pending: $0.int(1), queued: $0.int(2), running: $0.int(3)) }
            if query.definitions.isEmpty && query.names.isEmpty { return (totals, count) }
            return (try connection.narrow(totals, to: query), count)
        }
    }
}

extension SQLConnection {
    /// The same moments with the jobs of some types alone.
    fileprivate func narrow(_ totals: [LoadSample], to query: LoadQuery) throws -> [LoadSample] {
        guard let first = totals.first, let last = totals.last else { return [] }
        var ids = Set(query.definitions)
        for name in query.names {
            ids.formUnion(try all("SELECT id FROM definitions WHERE name = $1", [.text(name)]) { $0.int(0) })
        }
        var sums: [Timestamp: LoadSample] = [:]
        for id in ids where id != LoadSample.allTypes {
            try forEach(
                """
                SELECT time, pending, queued, running FROM load_samples
                WHERE definition_id = $1 AND time >= $2 AND time <= $3
                """,
                [.integer(id), .time(first.time), .time(last.time)]
            ) { row in
                let known = sums[row.time(0)]
                sums[row.time(0)] = LoadSample(
                    time: row.time(0), pending: row.int(1) + (known?.pending ?? 0),
                    queued: row.int(2) + (known?.queued ?? 0), running: row.int(3) + (known?.running ?? 0)
                )
            }
        }
        return totals.map { sums[$0.time] ?? LoadSample(time: $0.time, pending: 0, queued: 0, running: 0) }
    }
}
