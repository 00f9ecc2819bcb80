/// While a job runs, and how an attempt ends.
extension JobMachine {
    mutating func start(by claimant: Claimant) throws(TransitionRefusal) {
        try requireHolder(claimant)
        if state.phase == .running, case .token = claimant { return }
        try requirePhase { $0.isBeforeStart }
        if state.lease == nil { openExecution(expires: nil) }
        if state.attempt == 0 { state.attempt = 1 }
        state.started = now
        move(to: .running)
    }

    mutating func progress(by claimant: Claimant, fraction: Double) throws(TransitionRefusal) {
        try requireHolder(claimant)
        try requirePhase { $0 == .running }
        guard fraction >= 0, fraction <= 1 else { throw .progressOutOfRange }
        state.progress = fraction
        isChange = true
    }

    /// A finish that arrives after a cancel ends the execution and changes nothing else. A UFDL node may say so again,
    /// because it does not know whether its first report came through (ufdl.md §7.2).
    mutating func finish(by claimant: Claimant, result: ExecutionResult) throws(TransitionRefusal) {
        try requireHolder(claimant)
        if state.phase == .canceled {
            var mayRepeat = false
            if case .node = claimant { mayRepeat = true }
            guard state.lease != nil || mayRepeat else { throw .wrongPhase(.canceled) }
            closeExecution(.canceled)
            return
        }
        // A claim may be reported as finished before its start was: Scale accepts that, because the start may come late.
        try requirePhase { phase in
            if case .token = claimant { return phase == .running || phase == .queued }
            return phase == .running
        }
        switch result {
        case .succeeded: complete()
        case .failed(let report): fail(with: report)
        }
    }

    mutating func timeOut(_ report: FaultReport) throws(TransitionRefusal) {
        try requirePhase { $0 == .running }
        fail(with: report)
    }

    private mutating func complete() {
        closeExecution(.succeeded)
        state.started = state.started ?? now
        state.ended = now
        state.progress = 1
        state.fault = nil
        move(to: .completed)
    }

    /// Queues the job again when its error may pass and tries are left, else fails it (scale.md §6.2).
    mutating func fail(with report: FaultReport) {
        closeExecution(.failed(report.fault))
        let triesLeft = state.attempt < state.maximumAttempts
        if state.isLongRunning || (report.isRetried && triesLeft) {
            queueNextAttempt()
            return
        }
        state.started = state.started ?? now
        state.ended = now
        state.fault = report.fault
        move(to: .failed)
    }
}
