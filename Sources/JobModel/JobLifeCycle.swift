/// The life cycle of a job: every rule about who may do what when, in one pure function.
///
/// The engine stores what comes back with a compare-and-set; no dialect has rules of its own.
package enum JobLifeCycle {
    /// Applies `command` to `state`.
    /// - Throws: `TransitionRefusal`; the state is then unchanged.
    package static func apply(
        _ command: JobCommand, to state: JobState, now: Timestamp
    ) throws(TransitionRefusal) -> Transition {
        var machine = JobMachine(state: state, now: now)
        switch command {
        case .enqueue: try machine.enqueue()
        case .block: try machine.block()
        case .acquire(let node, let expires): try machine.acquire(node: node, expires: expires)
        case .release(let claimant): try machine.release(by: claimant)
        case .start(let claimant): try machine.start(by: claimant)
        case .progress(let claimant, let fraction): try machine.progress(by: claimant, fraction: fraction)
        case .finish(let claimant, let result): try machine.finish(by: claimant, result: result)
        case .reset(let claimant): try machine.reset(by: claimant)
        case .abort: try machine.abort()
        case .cancel: machine.cancel()
        case .requeue(let additional, let priority):
            try machine.requeue(additionalAttempts: additional, priority: priority)
        case .lose(let report): try machine.lose(report)
        case .timeOut(let report): try machine.timeOut(report)
        case .follow(let news): machine.follow(news)
        }
        return Transition(state: machine.state, effects: machine.effects, isChange: machine.isChange)
    }
}

/// One run of the machine: the state being changed and the effects gathered on the way.
struct JobMachine {
    var state: JobState
    let now: Timestamp
    var effects: [JobEffect] = []
    var isChange = false

    init(state: JobState, now: Timestamp) {
        self.state = state
        self.now = now
    }

    mutating func move(to phase: JobPhase) {
        state.phase = phase
        state.lastStatusChange = now
        isChange = true
        if phase.isFinished { effects.append(.settles) }
    }

    /// Begins the next attempt: what belonged to the one before is forgotten (scale.md §6.1).
    mutating func queueNextAttempt(keepsNode: Bool = false) {
        state.attempt += 1
        state.queued = now
        state.started = nil
        state.ended = nil
        state.fault = nil
        if !keepsNode { state.node = nil }
        move(to: .queued)
        if state.isClaimable { effects.append(.offersWork) }
    }

    mutating func openExecution(expires: Timestamp?) {
        state.lease = Lease(expires: expires)
        effects.append(.opensExecution)
        isChange = true
    }

    mutating func closeExecution(_ outcome: ExecutionOutcome) {
        if let token = state.lease?.token {
            effects.append(.closesExecution(token: token, outcome: outcome))
            isChange = true
        }
        state.lease = nil
    }

    func requireHolder(_ claimant: Claimant) throws(TransitionRefusal) {
        switch claimant {
        case .token(let token):
            guard state.lease?.token == token else { throw .notHeld }
        case .node(let node):
            guard state.node == node else { throw .notHeld }
        }
    }

    func requirePhase(_ isAllowed: (JobPhase) -> Bool) throws(TransitionRefusal) {
        guard isAllowed(state.phase) else { throw .wrongPhase(state.phase) }
    }
}
