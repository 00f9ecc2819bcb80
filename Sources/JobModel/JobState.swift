/// The claim of a node on a job while it may run it.
package struct Lease: Sendable, Hashable {
    /// The fencing token: the id of the execution, which only ever grows. Nil between the transition that opens an
    /// execution and the row that gives it its id.
    package var token: Int64?
    /// When the claim ends unless it is renewed; nil for UFDL nodes, which have no heartbeat.
    package var expires: Timestamp?

    package init(token: Int64? = nil, expires: Timestamp? = nil) {
        self.token = token
        self.expires = expires
    }
}

/// All of a job that its life cycle reads and changes.
package struct JobState: Sendable, Hashable {
    package var phase: JobPhase
    /// The node that holds the job, or ran it last; UFDL calls a job with a node "acquired".
    package var node: Int64?
    /// The valid claim, while there is an open execution.
    package var lease: Lease?
    /// The number of the current attempt, counted when the job is queued (scale.md §6.1).
    package var attempt: Int64
    /// Up to which attempt a retried error queues the job again.
    package var maximumAttempts: Int64
    /// Long-running jobs are queued again after any failure (scale.md §6.2).
    package var isLongRunning: Bool
    /// A lower number is more urgent; at least 1 (scale.md §6.3).
    package var priority: Int64
    /// From 0 to 1; survives reset and abort as UFDL's clients expect (ufdl.md §7.2).
    package var progress: Double
    package var fault: JobFault?
    package var queued: Timestamp?
    package var started: Timestamp?
    package var ended: Timestamp?
    package var lastStatusChange: Timestamp

    /// A job that nothing has happened to yet.
    package init(
        phase: JobPhase = .pending,
        attempt: Int64 = 0,
        maximumAttempts: Int64 = 3,
        isLongRunning: Bool = false,
        priority: Int64 = 100,
        now: Timestamp
    ) {
        self.phase = phase
        self.attempt = attempt
        self.maximumAttempts = maximumAttempts
        self.isLongRunning = isLongRunning
        self.priority = priority
        self.progress = 0
        self.lastStatusChange = now
    }

    /// Whether a node holds an execution of this job that may still do work; such jobs count against `max_scheduled`.
    package var isActive: Bool {
        lease != nil && (phase == .queued || phase == .running)
    }

    /// Whether no node has held the job yet, so that it has no execution.
    package var isUntouched: Bool {
        phase.isBeforeStart && attempt <= 1 && lease == nil && node == nil
    }

    /// Whether the job may be handed to the next node that has room for it.
    package var isClaimable: Bool {
        phase == .queued && node == nil
    }
}
