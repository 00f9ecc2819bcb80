import JobModel
import Storage

/// A part of a list, and how long the whole is.
package typealias StatisticsPage<Entry> = (items: [Entry], count: Int64)

/// The jobs of one type, by phase and category of error.
package struct TypeActivity: Sendable {
    package let type: TypeSummary
    package let counts: [PhaseCount]
}

/// The jobs of one type that are in one phase.
package struct PhaseCrowd: Sendable {
    package let type: TypeSummary
    package let count: Int64
    /// When the one that has been in that phase for longest came into it.
    package let earliest: Timestamp
}

/// The jobs of one type that failed with one error of the system.
package struct SystemFailure: Sendable {
    package let type: TypeSummary
    package let error: ErrorRow
    package let count: Int64
    package let first: Timestamp
    package let last: Timestamp
}

/// The queue of one type.
package struct QueueStatus: Sendable {
    package let type: TypeSummary
    package let count: Int64
    package let longestQueued: Timestamp
    package let highestPriority: Int64
}

/// Statistics over job types (scale.md §2.9, §5.4 to §5.6). They read counters and the ends of index ranges, so they cost
/// the same however many jobs there are.
extension JobEngine {
    /// Every type, UFDL's templates only if they have jobs, with its running jobs and those that changed within a time, the type changed longest ago first.
    /// - Parameter isActive: only types that are, or are not, active; nil for all.
    package func typeActivity(
        since: Timestamp, until: Timestamp?, isActive: Bool?, offset: Int64, limit: Int64
    ) async throws -> StatisticsPage<TypeActivity> {
        try await read { [revisions] connection in
            let active = isActive.map { SQLValue.bool($0) } ?? .null
            let condition = """
                ($1 IS NULL OR d.is_active = $1)
                AND (d.kind <> 'ufdl' OR d.id IN (SELECT definition_id FROM job_counts WHERE count > 0))
                """
            let types = try connection.all(
                "\(TypeSummary.selection) WHERE \(condition) ORDER BY d.last_modified, d.id LIMIT $2 OFFSET $3",
                [active, .integer(limit), .integer(offset)]
            ) { try TypeSummary($0, revisions, connection) }
            let isWhole = offset == 0 && types.count < limit
            let count = try isWhole
                ? Int64(types.count)
                : connection.integer("SELECT COUNT(*) FROM definitions d WHERE \(condition)", [active]) ?? 0
            let groups = try connection.groupCounts(
                definitions: types.map(\.row.id), since: [since], until: until, countsAllRunning: true
            )
            let ofType = Dictionary(grouping: groups.joined(), by: \.group.definition)
            return (types.map { TypeActivity(type: $0, counts: PhaseCount.merged(ofType[$0.row.id] ?? [])) }, count)
        }
    }

    /// The types with jobs in a phase, the one with the earliest of them first.
    package func crowds(in phase: JobPhase, offset: Int64, limit: Int64) async throws -> StatisticsPage<PhaseCrowd> {
        try await read { [revisions] connection in
            let groups = try connection.all(
                "SELECT definition_id, error_id, count FROM job_counts WHERE phase = $1 AND count > 0",
                [.integer(phase.rawValue)]
            ) { (JobGroup(definition: $0.int(0), phase: phase.rawValue, error: $0.int(1)), $0.int(2)) }
            var crowds: [Int64: (count: Int64, earliest: Timestamp)] = [:]
            for (group, count) in groups {
                guard let first = try connection.firstChange(of: group) else { continue }
                let known = crowds[group.definition]
                crowds[group.definition] = (count + (known?.count ?? 0), min(first, known?.earliest ?? first))
            }
            let sorted = crowds.sorted { ($0.value.earliest, $0.key) < ($1.value.earliest, $1.key) }
            let items = try sorted.part(offset, limit).compactMap { entry -> PhaseCrowd? in
                guard let type = try connection.summaries([entry.key], revisions).first else { return nil }
                return PhaseCrowd(type: type, count: entry.value.count, earliest: entry.value.earliest)
            }
            return (items, Int64(crowds.count))
        }
    }

    /// The types with jobs that the system failed, by error, the latest failure first.
    package func systemFailures(offset: Int64, limit: Int64) async throws -> StatisticsPage<SystemFailure> {
        try await read { [revisions] connection in
            let groups = try connection.all(
                """
                SELECT c.definition_id, c.error_id, c.count FROM job_counts c JOIN errors e ON e.id = c.error_id
                WHERE c.phase = $1 AND c.count > 0 AND e.category = $2
                """,
                [.integer(JobPhase.failed.rawValue), .text(ErrorCategory.system.rawValue)]
            ) { (JobGroup(definition: $0.int(0), phase: JobPhase.failed.rawValue, error: $0.int(1)), $0.int(2)) }
            let ends = try groups.compactMap { group, count in
                try connection.lastChange(of: group).map { (group: group, count: count, last: $0) }
            }
            let sorted = ends.sorted { ($1.last, $0.group.definition, $0.group.error) < ($0.last, $1.group.definition, $1.group.error) }
            let items = try sorted.part(offset, limit).compactMap { end -> SystemFailure? in
                guard let type = try connection.summaries([end.group.definition], revisions).first,
                    let error = try connection.error(end.group.error),
                    let first = try connection.firstChange(of: end.group)
                else { return nil }
                return SystemFailure(type: type, error: error, count: end.count, first: first, last: end.last)
            }
            return (items, Int64(ends.count))
        }
    }

    /// The types with queued jobs: those that are not paused first, then the most urgent, then the longest queued.
    package func queueStatus(offset: Int64, limit: Int64) async throws -> StatisticsPage<QueueStatus> {
        try await read { [revisions] connection in
            let waiting = try connection.all(
                "SELECT definition_id, claimable FROM queue_counts WHERE claimable > 0"
            ) { (definition: $0.int(0), count: $0.int(1)) }
            let all = try waiting.compactMap { waiting -> QueueStatus? in
                guard let type = try connection.summaries([waiting.definition], revisions).first,
                    let head = try connection.queueHead(ofDefinition: waiting.definition)
                else { return nil }
                return QueueStatus(
                    type: type, count: waiting.count, longestQueued: head.earliest, highestPriority: head.priority
                )
            }
            let sorted = all.sorted { $0.order < $1.order }
            return (sorted.part(offset, limit), Int64(sorted.count))
        }
    }
}

extension QueueStatus {
    fileprivate var order: (Int64, Int64, Timestamp, Int64) {
        (type.row.isPaused ? 1 : 0, highestPriority, longestQueued, type.row.id)
    }
}

extension SQLConnection {
    /// The most urgent priority in a type's queue, and when its oldest job came there. One step in the index for each
    /// priority that occurs.
    fileprivate func queueHead(ofDefinition id: Int64) throws -> (priority: Int64, earliest: Timestamp)? {
        var highest: Int64?
        var earliest: Timestamp?
        var last = Int64.min
        while let head = try queueHead(ofDefinition: id, after: last) {
            highest = highest ?? head.priority
            earliest = min(head.queued, earliest ?? head.queued)
            last = head.priority
        }
        guard let highest, let earliest else { return nil }
        return (highest, earliest)
    }

    private func queueHead(ofDefinition id: Int64, after priority: Int64) throws -> (priority: Int64, queued: Timestamp)? {
        try first(
            """
            SELECT priority, queued FROM jobs WHERE definition_id = $1 AND phase = 2 AND node_id IS NULL AND priority > $2
            ORDER BY priority, queued, id LIMIT 1
            """,
            [.integer(id), .integer(priority)]
        ) { (priority: $0.int(0), queued: $0.time(1)) }
    }
}
