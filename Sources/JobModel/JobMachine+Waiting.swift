/// Before a job runs: waiting, being taken, being given back.
extension JobMachine {
    mutating func enqueue() throws(TransitionRefusal) {
        try requirePhase { $0 == .pending || $0 == .blocked }
        queueNextAttempt(keepsNode: true)
    }

    mutating func block() throws(TransitionRefusal) {
        guard state.phase != .blocked else { return }
        try requirePhase { $0 == .pending }
        move(to: .blocked)
    }

    /// UFDL allows a failed job to be taken as well, so that the new owner can reset it (ufdl.md §7.2).
    mutating func acquire(node: Int64, expires: Timestamp?) throws(TransitionRefusal) {
        if let holder = state.node {
            guard holder == node else { throw .heldByAnother }
            return
        }
        try requirePhase { $0.isBeforeStart || $0 == .failed }
        state.node = node
        isChange = true
        if state.phase == .queued { openExecution(expires: expires) }
    }

    /// A worker that gives back what it runs does not burn an attempt: the attempt is repeated under a new number, with
    /// one more try allowed. A UFDL node may give back only what has not started.
    mutating func release(by claimant: Claimant) throws(TransitionRefusal) {
        try requireHolder(claimant)
        if case .node = claimant {
            guard state.phase.isBeforeStart || state.phase == .failed else { throw .alreadyStarted }
        }
        let hadExecution = state.lease != nil
        closeExecution(.canceled)
        state.node = nil
        isChange = true
        guard hadExecution, state.phase == .queued || state.phase == .running else { return }
        state.maximumAttempts += 1
        queueNextAttempt()
    }

    /// The claim of a dead node ends. A job that was cancelled meanwhile stays cancelled.
    mutating func lose(_ report: FaultReport) throws(TransitionRefusal) {
        guard state.lease != nil else { throw .notHeld }
        if state.isActive {
            fail(with: report)
        } else {
            closeExecution(.canceled)
        }
    }
}
