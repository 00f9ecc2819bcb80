import JobModel
import Storage

/// Why a queued job does not run yet.
package enum WaitingReason: Sendable, Hashable {
    case schedulerPaused
    case typePaused(String)
    /// As many jobs of the type run as may run at once.
    case limitReached(type: String, limit: Int64)
    /// No node has been heard of lately.
    case noNodes
    /// All nodes are paused.
    case nodesPaused
    /// No node has that much of a resource, even when it does nothing else.
    case noNodeWithEnough(resource: String, needed: Double, largest: Double)
    /// Jobs of UFDL's templates are not handed out; their nodes take them.
    case waitsForUFDLNode
    /// Nothing stands in the way but other work: `ahead` jobs come first, counted up to a limit.
    case position(ahead: Int64)

    /// A stable word for programs.
    package var name: String {
        switch self {
        case .schedulerPaused: "scheduler_paused"
        case .typePaused: "type_paused"
        case .limitReached: "limit_reached"
        case .noNodes: "no_nodes"
        case .nodesPaused: "nodes_paused"
        case .noNodeWithEnough: "no_node_with_enough"
        case .waitsForUFDLNode: "waits_for_ufdl_node"
        case .position: "position_in_queue"
        }
    }

    /// A sentence for people, with what to do about it where there is something.
    package var text: String {
        switch self {
        case .schedulerPaused:
            "The scheduler is paused; resume it to hand out work."
        case .typePaused(let type):
            "The job type \(type) is paused; resume it with: drover types resume \(type)"
        case .limitReached(let type, let limit):
            "\(limit) jobs of \(type) run already, which is its limit (max_scheduled)."
        case .noNodes:
            "No worker node is connected; start one with: drover worker"
        case .nodesPaused:
            "All worker nodes are paused."
        case .noNodeWithEnough(let resource, let needed, let largest):
            "It needs \(needed) \(resource); the largest node has \(largest)."
        case .waitsForUFDLNode:
            "It waits for a UFDL node to acquire it (/v1/jobs/{pk}/acquire)."
        case .position(let ahead):
            ahead == 0
                ? "It is the next in the queue and starts as soon as a node has room."
                : "\(ahead >= WaitingReason.countLimit ? "At least " : "")\(ahead) jobs are ahead of it in the queue."
        }
    }

    /// Up to how many jobs ahead are counted.
    static let countLimit: Int64 = 1_000
}

extension SQLConnection {
    /// Why a job still waits, the strongest reason first; none when it does not wait.
    /// - Parameter heardSince: a node that has been silent for longer does not count.
    func waitingReasons(
        of job: JobRow, type definition: DefinitionRow, heardSince: Timestamp
    ) throws -> [WaitingReason] {
        guard job.state.isClaimable else { return [] }
        guard job.ufdlKind == .none else { return [.waitsForUFDLNode] }
        let outlook = try queueOutlook(of: job)
        var reasons: [WaitingReason] = []
        if outlook.isSchedulerPaused { reasons.append(.schedulerPaused) }
        if let reason = try typeReason(definition) { reasons.append(reason) }
        reasons += try nodeReasons(for: job, heardSince: heardSince)
        reasons.append(.position(ahead: outlook.ahead))
        return reasons
    }

    private func typeReason(_ definition: DefinitionRow) throws -> WaitingReason? {
        let type = "\(definition.name) \(definition.version)"
        if definition.isPaused { return .typePaused(type) }
        guard let limit = definition.maxScheduled else { return nil }
        let active = try integer(
            "SELECT active FROM queue_counts WHERE definition_id = $1", [.integer(definition.id)]
        ) ?? 0
        return active >= limit ? .limitReached(type: type, limit: limit) : nil
    }

    fileprivate func nodeReasons(for job: JobRow, heardSince: Timestamp) throws -> [WaitingReason] {
        if try isRoomierNodePresent(than: job, heardSince: heardSince) { return [] }
        let present = try nodes().filter { $0.isActive && $0.lastSeen >= heardSince }
        guard !present.isEmpty else { return [.noNodes] }
        let ready = present.filter { !$0.isPaused }
        guard !ready.isEmpty else { return [.nodesPaused] }
        let shortages = ready.map { $0.resources.shortage(for: job.resources) }
        guard shortages.allSatisfy({ $0 != nil }), let resource = shortages.compactMap(\.self).min() else { return [] }
        let largest = ready.map { $0.resources[resource] }.max() ?? 0
        return [.noNodeWithEnough(resource: resource, needed: job.resources[resource], largest: largest)]
    }

    /// Looks at a few nodes first: mostly one of them could run the job, and then no more has to be known.
    private func isRoomierNodePresent(than job: JobRow, heardSince: Timestamp) throws -> Bool {
        try all(
            "SELECT resources FROM nodes WHERE is_active = 1 AND is_paused = 0 AND last_seen >= $1 LIMIT 4",
            [.time(heardSince)]
        ) { $0.text(0) }
        .contains { StoredResources.parse($0).shortage(for: job.resources) == nil }
    }

    /// How many jobs come first, and whether any is handed out at all, in one look. Of each type's queue in the index
    /// `jobs_queue` only the part before the job is read, so that the head of a long queue is seen as such at once.
    private func queueOutlook(of job: JobRow) throws -> (ahead: Int64, isSchedulerPaused: Bool) {
        let outlook = try first(
            """
            SELECT COALESCE(SUM((SELECT COUNT(*) FROM (SELECT 1 FROM jobs
            WHERE definition_id = q.definition_id AND phase = 2 AND node_id IS NULL
            AND (priority, queued, id) < ($1, $2, $3) LIMIT $4) AS before)), 0),
            (SELECT value FROM settings WHERE name = 'scheduler.paused')
            FROM queue_counts q JOIN definitions d ON d.id = q.definition_id
            WHERE q.claimable > 0 AND d.is_paused = 0 AND d.kind <> 'ufdl'
            """,
            [
                .integer(job.state.priority), .time(job.state.queued), .integer(job.id),
                .integer(WaitingReason.countLimit),
            ]
        ) { (ahead: $0.int(0), isSchedulerPaused: $0.text(1) == "true") }
        return outlook.map { (min($0.ahead, WaitingReason.countLimit), $0.isSchedulerPaused) } ?? (0, false)
    }
}
