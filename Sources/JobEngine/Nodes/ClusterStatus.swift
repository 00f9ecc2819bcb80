import JobModel
import Storage

/// What one node does now.
package struct NodeStatus: Sendable {
    /// The states of Scale that nodes can be in here (scale.md §6.7).
    package enum State: String, Sendable, CaseIterable {
        case ready = "READY"
        case paused = "PAUSED"
        case schedulerStopped = "SCHEDULER_STOPPED"
        case offline = "OFFLINE"
        case deprecated = "DEPRECATED"
    }

    package let node: NodeRow
    package let state: State
    /// What its jobs hold.
    package let used: ResourceAmounts
    /// How many jobs of each type it runs.
    package let running: [Int64: Int64]
}

/// All nodes, and the types of the jobs that they run.
package struct ClusterStatus: Sendable {
    package let time: Timestamp
    package let scheduler: SchedulerState
    package let nodes: [NodeStatus]
    package let types: [TypeSummary]
}

extension JobEngine {
    /// Nodes with what they do, read in one snapshot; as much work as there are nodes and jobs that run.
    package func clusterStatus() async throws -> ClusterStatus {
        let now = clock.now()
        let heardSince = now - settings.leaseDuration
        return try await read { [revisions] connection in
            let scheduler = try connection.schedulerState()
            var used: [Int64: ResourceAmounts] = [:]
            var running: [Int64: [Int64: Int64]] = [:]
            try connection.forEach(
                """
                SELECT node_id, definition_id, COUNT(*), SUM(cpus), SUM(mem), SUM(disk), SUM(gpus) FROM jobs
                WHERE lease_token IS NOT NULL AND node_id IS NOT NULL GROUP BY node_id, definition_id
                """,
                []
            ) { row in
                running[row.int(0), default: [:]][row.int(1)] = row.int(2)
                for (column, name) in ["cpus", "mem", "disk", "gpus"].enumerated() {
                    used[row.int(0), default: ResourceAmounts()][name] += row.real(column + 3)
                }
            }
            let nodes = try connection.nodes().map { node in
                NodeStatus(
                    node: node, state: node.state(scheduler, heardSince: heardSince),
                    used: used[node.id] ?? ResourceAmounts(), running: running[node.id] ?? [:]
                )
            }
            let types = Set(running.values.flatMap(\.keys)).sorted()
            return ClusterStatus(
                time: now, scheduler: scheduler, nodes: nodes, types: try connection.summaries(types, revisions)
            )
        }
    }
}

extension NodeRow {
    fileprivate func state(_ scheduler: SchedulerState, heardSince: Timestamp) -> NodeStatus.State {
        if !isActive { return .deprecated }
        if lastSeen < heardSince { return .offline }
        if isPaused { return .paused }
        return scheduler.isPaused ? .schedulerStopped : .ready
    }
}
