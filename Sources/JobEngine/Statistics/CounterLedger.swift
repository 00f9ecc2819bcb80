import JobModel
import Storage
import Synchronization

/// Gathers the counter changes of a whole group of writes and stores them once, just before the commit: a group of a
/// hundred submits of one type then costs one update of its counter.
final class CounterLedger: Sendable {
    private let pending = Mutex(CountChanges())

    /// Drops what was gathered for a group of writes that was lost.
    func forget() {
        pending.withLock { $0 = CountChanges() }
    }

    func merge(_ changes: CountChanges) {
        guard !changes.isEmpty else { return }
        pending.withLock { $0.merge(changes) }
    }

    func flush(to connection: any SQLConnection) throws {
        let changes = pending.withLock { pending in
            defer { pending = CountChanges() }
            return pending
        }
        try connection.addToJobCounts(changes)
        for (definition, change) in changes.queues where change.claimable != 0 || change.active != 0 {
            try connection.execute(
                """
                INSERT INTO queue_counts (definition_id, claimable, active) VALUES ($1, $2, $3)
                ON CONFLICT (definition_id) DO UPDATE SET
                    claimable = queue_counts.claimable + excluded.claimable, active = queue_counts.active + excluded.active
                """,
                [.integer(definition), .integer(change.claimable), .integer(change.active)]
            )
        }
    }
}

private struct Hour: Hashable {
    let group: JobGroup
    let number: Int64
}

extension SQLConnection {
    /// Stores the changes by minute, by hour, and over all time.
    fileprivate func addToJobCounts(_ changes: CountChanges) throws {
        let minutesPerHour = CountWindow.hour.rawValue / CountWindow.minute.rawValue
        var hours: [Hour: Int64] = [:]
        var groups: [JobGroup: Int64] = [:]
        for (window, change) in changes.windows where change != 0 {
            try addToWindow(.minute, window.minute, window.group, change)
            hours[Hour(group: window.group, number: window.minute / minutesPerHour), default: 0] += change
            groups[window.group, default: 0] += change
        }
        for (hour, change) in hours where change != 0 { try addToWindow(.hour, hour.number, hour.group, change) }
        for (group, change) in groups where change != 0 {
            try execute(
                """
                INSERT INTO job_counts (definition_id, phase, error_id, count) VALUES ($1, $2, $3, $4)
                ON CONFLICT (definition_id, phase, error_id) DO UPDATE SET count = job_counts.count + excluded.count
                """,
                [.integer(group.definition), .integer(group.phase), .integer(group.error), .integer(change)]
            )
        }
    }

    private func addToWindow(_ window: CountWindow, _ bucket: Int64, _ group: JobGroup, _ change: Int64) throws {
        try execute(
            """
            INSERT INTO job_windows (unit, bucket, definition_id, phase, error_id, count) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (unit, bucket, definition_id, phase, error_id) DO UPDATE SET
                count = job_windows.count + excluded.count
            """,
            [
                .integer(window.rawValue), .integer(bucket), .integer(group.definition), .integer(group.phase),
                .integer(group.error), .integer(change),
            ]
        )
    }
}
