import JobModel
import Storage

/// How many jobs of a type are in one phase, with errors of one category.
package struct PhaseCount: Sendable, Hashable {
    package let phase: JobPhase
    /// Of the jobs' error; nil without one.
    package let category: ErrorCategory?
    package let count: Int64
    /// The latest change of status among them.
    package let mostRecent: Timestamp
}

extension JobEngine {
    /// The jobs of a type whose last change of status was not before a moment, by phase and category (scale.md §5.3), for
    /// each of some moments, in one snapshot.
    package func phaseCounts(ofDefinition id: Int64, since moments: [Timestamp]) async throws -> [[PhaseCount]] {
        try await read { connection in
            try moments.map { since in
                try connection.phaseCounts(of: connection.groupCounts(definitions: [id], since: since, until: nil)[id] ?? [])
            }
        }
    }
}

/// The jobs of one group within a range of time.
struct GroupCount: Sendable {
    let phase: Int64
    let error: Int64
    var count: Int64
    let mostRecent: Timestamp
}

private struct PhaseAndCategory: Hashable {
    let phase: JobPhase
    let category: ErrorCategory?
}

extension SQLConnection {
    /// Merges the groups whose errors have the same category.
    func phaseCounts(of groups: [GroupCount]) throws -> [PhaseCount] {
        var merged: [PhaseAndCategory: PhaseCount] = [:]
        for group in groups {
            guard let phase = JobPhase(rawValue: group.phase) else { continue }
            let key = PhaseAndCategory(phase: phase, category: try group.error == 0 ? nil : error(group.error)?.category)
            let known = merged[key]
            merged[key] = PhaseCount(
                phase: phase, category: key.category, count: group.count + (known?.count ?? 0),
                mostRecent: max(group.mostRecent, known?.mostRecent ?? group.mostRecent)
            )
        }
        return merged.values.sorted {
            ($0.phase.name, $0.category?.rawValue ?? "") < ($1.phase.name, $1.category?.rawValue ?? "")
        }
    }

    /// The groups of some types with jobs that changed within a range. All that it reads are counters, the ends of index
    /// ranges, and the jobs of the minutes that the range cuts.
    /// - Parameter countsAllRunning: whether jobs that run count whenever they began.
    func groupCounts(
        definitions: [Int64], since: Timestamp, until: Timestamp?, countsAllRunning: Bool = false
    ) throws -> [Int64: [GroupCount]] {
        let range = WindowedRange(since: since, until: until)
        var found: [Int64: [GroupCount]] = [:]
        var windowed = try windowCounts(definitions, range)
        for definition in definitions {
            for group in try groups(ofDefinition: definition) {
                var count = windowed.removeValue(forKey: group) ?? 0
                for rest in range.rests { count += try jobCount(of: group, in: rest) }
                if countsAllRunning, group.phase == JobPhase.running.rawValue { count = try total(of: group) }
                guard count > 0, let last = try lastChange(of: group, until: until) ?? lastChange(of: group) else {
                    continue
                }
                found[definition, default: []].append(
                    GroupCount(phase: group.phase, error: group.error, count: count, mostRecent: last)
                )
            }
        }
        return found
    }

    /// The groups of a type that have any job.
    func groups(ofDefinition id: Int64) throws -> [JobGroup] {
        try all("SELECT phase, error_id FROM job_counts WHERE definition_id = $1 AND count > 0", [.integer(id)]) {
            JobGroup(definition: id, phase: $0.int(0), error: $0.int(1))
        }
    }

    private func windowCounts(_ definitions: [Int64], _ range: WindowedRange) throws -> [JobGroup: Int64] {
        var counts: [JobGroup: Int64] = [:]
        let wanted = Set(definitions)
        let spans = range.minutes.map { (CountWindow.minute, $0) } + [(CountWindow.hour, range.hours)]
        for (window, buckets) in spans where !buckets.isEmpty {
            try forEach(
                """
                SELECT definition_id, phase, error_id, SUM(count) FROM job_windows
                WHERE unit = $1 AND bucket >= $2 AND bucket < $3 GROUP BY definition_id, phase, error_id
                """,
                [.integer(window.rawValue), .integer(buckets.lowerBound), .integer(buckets.upperBound)]
            ) { row in
                guard wanted.contains(row.int(0)) else { return }
                counts[JobGroup(definition: row.int(0), phase: row.int(1), error: row.int(2)), default: 0] += row.int(3)
            }
        }
        return counts
    }

    private func total(of group: JobGroup) throws -> Int64 {
        try integer(
            "SELECT count FROM job_counts WHERE definition_id = $1 AND phase = $2 AND error_id = $3", group.arguments
        ) ?? 0
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

    /// The latest change of status in a group, up to a moment.
    func lastChange(of group: JobGroup, until: Timestamp? = nil) throws -> Timestamp? {
        try change(of: group, "AND last_status_change <= $4 ORDER BY last_status_change DESC", until?.rawValue ?? .max)
    }

    /// The earliest change of status in a group.
    func firstChange(of group: JobGroup) throws -> Timestamp? {
        try change(of: group, "AND last_status_change >= $4 ORDER BY last_status_change", .min)
    }

    private func change(of group: JobGroup, _ order: String, _ bound: Int64) throws -> Timestamp? {
        try first(
            """
            SELECT last_status_change FROM jobs
            WHERE definition_id = $1 AND phase = $2 AND COALESCE(error_id, 0) = $3 \(order) LIMIT 1
            """,
            group.arguments + [.integer(bound)]
        ) { $0.time(0) }
    }
}

extension JobGroup {
    fileprivate var arguments: [SQLValue] {
        [.integer(definition), .integer(phase), .integer(error)]
    }
}
