import JobModel
import Storage

/// How many jobs of one group changed within a range of time.
struct GroupCount: Sendable {
    let group: JobGroup
    /// Of the group's error; nil without one.
    let category: ErrorCategory?
    let count: Int64
    /// The latest change of status among them.
    let mostRecent: Timestamp
}

/// A group that has jobs.
private struct KnownGroup {
    let group: JobGroup
    let category: ErrorCategory?
    /// All jobs of the group, whenever they changed.
    let total: Int64
    /// The latest change of status up to the end of the range; nil when all are later.
    let lastChange: Timestamp?
}

extension SQLConnection {
    /// The groups of some types with jobs that changed not before a moment, for each of some moments. One statement reads
    /// the groups and one the counters of all ranges; jobs are only counted where an end of a range cuts a minute in
    /// which a group has any.
    /// - Parameters:
    ///   - until: the last moment of all ranges; nil for no end.
    ///   - countsAllRunning: whether jobs that run count whenever they began.
    func groupCounts(
        definitions: [Int64], since moments: [Timestamp], until: Timestamp?, countsAllRunning: Bool = false
    ) throws -> [[GroupCount]] {
        let groups = try groups(ofDefinitions: definitions, until: until)
        guard !groups.isEmpty else { return moments.map { _ in [] } }
        let counts = try windowCounts(definitions, moments.map { WindowedRange(since: $0, until: until) })
        return try counts.map { counts in
            try groups.compactMap { known in
                let countsAll = countsAllRunning && known.group.phase == JobPhase.running.rawValue
                let count = countsAll ? known.total : counts[known.group] ?? 0
                guard count > 0, let last = try known.lastChange ?? lastChange(of: known.group) else { return nil }
                return GroupCount(group: known.group, category: known.category, count: count, mostRecent: last)
            }
        }
    }

    /// `COALESCE` stands on both sides because SQLite compares an expression with a bare column by another affinity than
    /// the index `jobs_activity` has, and would read all jobs of the group.
    private func groups(ofDefinitions ids: [Int64], until: Timestamp?) throws -> [KnownGroup] {
        guard !ids.isEmpty else { return [] }
        return try all(
            """
            SELECT c.definition_id, c.phase, c.error_id, c.count,
            (SELECT j.last_status_change FROM jobs j WHERE j.definition_id = c.definition_id AND j.phase = c.phase
            AND COALESCE(j.error_id, 0) = COALESCE(c.error_id, 0) AND j.last_status_change <= $1
            ORDER BY j.last_status_change DESC LIMIT 1), e.category
            FROM job_counts c LEFT JOIN errors e ON e.id = c.error_id
            WHERE c.count > 0 AND c.definition_id IN (\(places(2, ids.count)))
            """,
            [.integer(until?.rawValue ?? .max)] + ids.map { .integer($0) }
        ) { row in
            KnownGroup(
                group: JobGroup(definition: row.int(0), phase: row.int(1), error: row.int(2)),
                category: row.isNull(5) ? nil : .stored(row.text(5)), total: row.int(3), lastChange: row.optionalTime(4)
            )
        }
    }

    /// - Returns: the counts of each range.
    private func windowCounts(_ definitions: [Int64], _ ranges: [WindowedRange]) throws -> [[JobGroup: Int64]] {
        var counts: [[JobGroup: Int64]] = ranges.map { _ in [:] }
        var rests: [(range: Int, group: JobGroup, moments: Range<Int64>)] = []
        try forEachWindow(of: definitions, in: CountSpan.merged(ranges.flatMap(\.spans))) { group, window, bucket, count in
            for (index, range) in ranges.enumerated() {
                switch range.share(of: window, bucket) {
                case .none: break
                case .whole: counts[index][group, default: 0] += count
                case .part(let moments): rests.append((index, group, moments))
                }
            }
        }
        for rest in rests {
            counts[rest.range][rest.group, default: 0] += try jobCount(of: rest.group, in: rest.moments)
        }
        return counts
    }

    private func forEachWindow(
        of definitions: [Int64], in spans: [CountSpan],
        _ read: (_ group: JobGroup, _ window: CountWindow, _ bucket: Int64, _ count: Int64) -> Void
    ) throws {
        guard !spans.isEmpty else { return }
        let places = places(1, definitions.count)
        let parts = spans.indices.map { index in
            let first = definitions.count + 3 * index + 1
            return """
                SELECT definition_id, phase, error_id, unit, bucket, count FROM job_windows
                WHERE definition_id IN (\(places)) AND unit = $\(first) AND bucket >= $\(first + 1)
                AND bucket < $\(first + 2) AND count > 0
                """
        }
        let arguments = definitions.map { SQLValue.integer($0) } + spans.flatMap { span in
            [.integer(span.window.rawValue), .integer(span.buckets.lowerBound), .integer(span.buckets.upperBound)]
        }
        try forEach(parts.joined(separator: " UNION ALL "), arguments) { row in
            guard let window = CountWindow(rawValue: row.int(3)) else { return }
            read(JobGroup(definition: row.int(0), phase: row.int(1), error: row.int(2)), window, row.int(4), row.int(5))
        }
    }

    private func places(_ first: Int, _ count: Int) -> String {
        (first..<first + count).map { "$\($0)" }.joined(separator: ", ")
    }

    private func jobCount(of group: JobGroup, in moments: Range<Int64>) throws -> Int64 {
        try integer(
            """
            SELECT COUNT(*) FROM jobs WHERE definition_id = $1 AND phase = $2 AND COALESCE(error_id, 0) = $3
            AND last_status_change >= $4 AND last_status_change < $5
            """,
            group.arguments + [.integer(moments.lowerBound), .integer(moments.upperBound)]
        ) ?? 0
    }

    /// The latest change of status in a group.
    func lastChange(of group: JobGroup) throws -> Timestamp? {
        try change(of: group, "DESC")
    }

    /// The earliest change of status in a group.
    func firstChange(of group: JobGroup) throws -> Timestamp? {
        try change(of: group, "ASC")
    }

    private func change(of group: JobGroup, _ direction: String) throws -> Timestamp? {
        try first(
            """
            SELECT last_status_change FROM jobs WHERE definition_id = $1 AND phase = $2 AND COALESCE(error_id, 0) = $3
            ORDER BY last_status_change \(direction) LIMIT 1
            """,
            group.arguments
        ) { $0.time(0) }
    }
}

extension JobGroup {
    fileprivate var arguments: [SQLValue] {
        [.integer(definition), .integer(phase), .integer(error)]
    }
}
