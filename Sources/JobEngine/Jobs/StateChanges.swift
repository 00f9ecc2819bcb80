import JobModel
import Storage

/// The columns of a job in which two of its states differ. Only these are stored: a database writes every index that has a
/// column which a statement sets, even to the value that it had.
private struct StateChanges {
    private(set) var assignments = ""
    private(set) var values: [SQLValue] = []

    init(from old: JobState, to new: JobState) {
        add("phase", .integer(old.phase.rawValue), .integer(new.phase.rawValue))
        add("priority", .integer(old.priority), .integer(new.priority))
        add("node_id", .integer(old.node), .integer(new.node))
        add("lease_token", .integer(old.lease?.token), .integer(new.lease?.token))
        add("lease_expires", .time(old.lease?.expires), .time(new.lease?.expires))
        add("attempt", .integer(old.attempt), .integer(new.attempt))
        add("max_attempts", .integer(old.maximumAttempts), .integer(new.maximumAttempts))
        add("progress", .real(old.progress), .real(new.progress))
        add("error_id", .integer(old.fault?.errorID), .integer(new.fault?.errorID))
        add("error_message", .text(old.fault?.message), .text(new.fault?.message))
        add("queued", .time(old.queued), .time(new.queued))
        add("started", .time(old.started), .time(new.started))
        add("ended", .time(old.ended), .time(new.ended))
        add("last_status_change", .time(old.lastStatusChange), .time(new.lastStatusChange))
    }

    private mutating func add(_ column: String, _ old: SQLValue, _ new: SQLValue) {
        guard old != new else { return }
        values.append(new)
        assignments += "\(column) = $\(values.count), "
    }
}

extension SQLConnection {
    /// Stores what a transition changed, unless the job has moved meanwhile.
    func storeState(of job: JobRow, replacing old: JobState, now: Timestamp) throws {
        let changes = StateChanges(from: old, to: job.state)
        let next = changes.values.count + 1
        let changed = try execute(
            "UPDATE jobs SET \(changes.assignments)last_modified = $\(next) WHERE id = $\(next + 1) AND phase = $\(next + 2)",
            changes.values + [.time(now), .integer(job.id), .integer(old.phase.rawValue)]
        )
        guard changed == 1 else {
            throw EngineError(.conflict, "Job \(job.id) changed at the same moment.")
        }
    }
}
