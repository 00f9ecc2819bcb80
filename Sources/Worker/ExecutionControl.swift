import Glibc
import Synchronization

/// Why a run is ended from outside.
enum Interruption: Sendable, Hashable {
    /// The job was cancelled: end it and say so.
    case canceled
    /// The lease is gone: end it and say nothing.
    case lost
    /// The worker goes: end it and give the execution back.
    case shutdown
    /// The time limit has passed.
    case timeout
}

/// The handle on one running execution, for those who may end it.
final class ExecutionControl: Sendable {
    private struct State {
        var interruption: Interruption?
        var processGroup: pid_t?
        var progress: Double?
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// The first reason to end the run; nil while it goes on.
    var interruption: Interruption? {
        state.withLock { $0.interruption }
    }

    /// How far the job says that it is.
    var progress: Double? {
        get { state.withLock { $0.progress } }
        set { state.withLock { $0.progress = newValue } }
    }

    /// Asks the run to end. Only the first reason counts, but a lost lease outranks all others: nothing may be reported then.
    func interrupt(_ reason: Interruption) {
        let (group, waiters) = state.withLock { state -> (pid_t?, [CheckedContinuation<Void, Never>]) in
            if state.interruption == nil || reason == .lost { state.interruption = reason }
            let waiters = state.waiters
            state.waiters = []
            return (state.processGroup, waiters)
        }
        if let group { kill(-group, SIGTERM) }
        for waiter in waiters { waiter.resume() }
    }

    /// The process group that an interruption has to end.
    func setProcessGroup(_ group: pid_t?) {
        let isLate = state.withLock { state in
            state.processGroup = group
            return state.interruption != nil
        }
        // The interruption came between the decision to run and the start.
        if isLate, let group { kill(-group, SIGTERM) }
    }

    /// Ends the process group with force.
    func killProcessGroup() {
        if let group = state.withLock({ $0.processGroup }) { kill(-group, SIGKILL) }
    }

    /// Returns once the run is interrupted, from outside or because it has taken longer than `limit`.
    func waitUntilDue(limit: Duration?) async throws {
        guard let limit else { return await waitForInterruption() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await self.waitForInterruption() }
            group.addTask {
                try await Task.sleep(for: limit)
                self.interrupt(.timeout)
            }
            try await group.next()
            group.cancelAll()
        }
    }

    /// Does something that may take long, unless the run is interrupted.
    /// - Throws: `CancellationError` when it is; what `body` throws.
    func untilInterrupted(_ body: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await body() }
            group.addTask {
                await self.waitForInterruption()
                throw CancellationError()
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    /// Returns once the run is interrupted, or the task is cancelled.
    func waitForInterruption() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDue = state.withLock { state in
                    if state.interruption != nil || Task.isCancelled { return true }
                    state.waiters.append(continuation)
                    return false
                }
                if isDue { continuation.resume() }
            }
        } onCancel: {
            let waiters = state.withLock { state in
                let waiters = state.waiters
                state.waiters = []
                return waiters
            }
            for waiter in waiters { waiter.resume() }
        }
    }
}
