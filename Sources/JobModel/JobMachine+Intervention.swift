/// What people do to a job from outside.
extension JobMachine {
    /// UFDL resets to the beginning, not to "started", whatever its source comments say (ufdl.md §7.2).
    mutating func reset(by claimant: Claimant) throws(TransitionRefusal) {
        try requireHolder(claimant)
        try requirePhase { $0 == .failed }
        effects.append(.discardsOutputs)
        queueNextAttempt(keepsNode: true)
        openExecution(expires: nil)
    }

    mutating func abort() throws(TransitionRefusal) {
        try requirePhase { $0 != .completed && $0 != .canceled }
        closeExecution(.canceled)
        effects.append(.discardsOutputs)
        queueNextAttempt()
    }

    /// Idempotent, and without effect on a job that is over. The lease stays until the worker has heard of it, so that
    /// the node's resources are not counted as free while the process is still there.
    mutating func cancel() {
        guard state.phase != .completed, state.phase != .canceled else { return }
        state.fault = nil
        state.ended = now
        if state.phase.isBeforeStart, state.lease == nil { state.node = nil }
        move(to: .canceled)
    }

    mutating func requeue(additionalAttempts: Int64, priority: Int64?) throws(TransitionRefusal) {
        try requirePhase { $0 == .failed || $0 == .canceled }
        closeExecution(.canceled)
        state.maximumAttempts = state.attempt + additionalAttempts
        if let priority { state.priority = priority }
        state.progress = 0
        effects.append(.discardsOutputs)
        queueNextAttempt()
    }
}
