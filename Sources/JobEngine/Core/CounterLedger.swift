import JobModel
import Storage
import Synchronization

/// Changes of the counters that one unit of work causes.
struct CountChanges: Sendable {
    struct JobKey: Hashable, Sendable {
        let definition: Int64
        let phase: Int64
        /// 0 stands for no error.
        let error: Int64
    }

    struct QueueChange: Sendable {
        var claimable: Int64 = 0
        var active: Int64 = 0
    }

    var jobs: [JobKey: Int64] = [:]
    var queues: [Int64: QueueChange] = [:]

    var isEmpty: Bool {
        jobs.isEmpty && queues.isEmpty
    }

    mutating func add(_ definition: Int64, _ state: JobState, _ sign: Int64) {
        let key = JobKey(definition: definition, phase: state.phase.rawValue, error: state.fault?.errorID ?? 0)
        jobs[key, default: 0] += sign
        if state.isClaimable { queues[definition, default: QueueChange()].claimable += sign }
        if state.isActive { queues[definition, default: QueueChange()].active += sign }
    }

    mutating func merge(_ other: CountChanges) {
        for (key, change) in other.jobs { jobs[key, default: 0] += change }
        for (definition, change) in other.queues {
            queues[definition, default: QueueChange()].claimable += change.claimable
            queues[definition, default: QueueChange()].active += change.active
        }
    }
}

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
            let changes = pending
            pending = CountChanges()
            return changes
        }
        for (key, change) in changes.jobs where change != 0 {
            try connection.execute(
                """
                INSERT INTO job_counts (definition_id, phase, error_id, count) VALUES ($1, $2, $3, $4)
                ON CONFLICT (definition_id, phase, error_id) DO UPDATE SET count = job_counts.count + excluded.count
                """,
                [.integer(key.definition), .integer(key.phase), .integer(key.error), .integer(change)]
            )
        }
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
