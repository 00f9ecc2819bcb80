import JobModel
import Synchronization

/// Something that somebody may be waiting for.
package enum Signal: Sendable, Hashable {
    /// A job may be claimable now.
    case work
    /// The job changed its phase or progress, or its log grew.
    case job(Int64)
    /// Something happened to a job or a node.
    case event
    /// A message waits to be sent.
    case mail
}

/// Lets requests wait for a signal instead of asking again and again. It carries no data: whoever wakes up reads the
/// database, so a lost or doubled wake-up can never show anything wrong.
package final class SignalHub: Sendable {
    private struct Waiters {
        var nextID: UInt64 = 0
        var continuations: [Signal: [UInt64: CheckedContinuation<Void, Never>]] = [:]
        /// Counts what was raised per signal while at least one subscription exists.
        var subscriptions: [Signal: Subscriptions] = [:]
        var isStopped = false
    }

    private struct Subscriptions {
        var count = 0
        var raised: UInt64 = 0
    }

    private let waiters = Mutex(Waiters())

    func raise(_ signals: [Signal]) {
        guard !signals.isEmpty else { return }
        let woken = waiters.withLock { waiters in
            signals.flatMap { signal -> [CheckedContinuation<Void, Never>] in
                waiters.subscriptions[signal]?.raised += 1
                return waiters.continuations.removeValue(forKey: signal).map { Array($0.values) } ?? []
            }
        }
        for continuation in woken { continuation.resume() }
    }

    /// Ends every wait, now and from now on: a server that shuts down must not hold up its long polls.
    package func stop() {
        let woken = waiters.withLock { waiters in
            waiters.isStopped = true
            let woken = waiters.continuations.values.flatMap(\.values)
            waiters.continuations = [:]
            return woken
        }
        for continuation in woken { continuation.resume() }
    }

    /// Runs `attempt` now and again after each `signal`, until it answers something, the time is over or the task is
    /// cancelled. A signal raised while `attempt` runs is not missed.
    package func firstResult<Value: Sendable>(
        after signal: Signal, within limit: Duration, _ attempt: () async throws -> Value?
    ) async throws -> Value? {
        subscribe(to: signal)
        defer { unsubscribe(from: signal) }
        let deadline = ContinuousClock.now + limit
        while true {
            let seen = raised(signal)
            if let value = try await attempt() { return value }
            guard !Task.isCancelled, ContinuousClock.now < deadline, !isStopped else { return nil }
            await wait(for: signal, since: seen, until: deadline)
        }
    }

    /// Whether nobody waits any more, because the server shuts down.
    package var isStopped: Bool {
        waiters.withLock { $0.isStopped }
    }

    private func subscribe(to signal: Signal) {
        waiters.withLock { $0.subscriptions[signal, default: Subscriptions()].count += 1 }
    }

    private func unsubscribe(from signal: Signal) {
        waiters.withLock { waiters in
            waiters.subscriptions[signal]?.count -= 1
            if waiters.subscriptions[signal]?.count == 0 { waiters.subscriptions[signal] = nil }
        }
    }

    private func raised(_ signal: Signal) -> UInt64 {
        waiters.withLock { $0.subscriptions[signal]?.raised ?? 0 }
    }

    private func wait(for signal: Signal, since seen: UInt64, until deadline: ContinuousClock.Instant) async {
        let id = waiters.withLock { waiters in
            waiters.nextID += 1
            return waiters.nextID
        }
        let alarm = Task {
            try await Task.sleep(until: deadline, clock: .continuous)
            self.wake(id, of: signal)
        }
        defer { alarm.cancel() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDue = waiters.withLock { waiters in
                    // The alarm may have gone off before this point, when there was nothing to wake yet.
                    let isLate = Task.isCancelled || ContinuousClock.now >= deadline || waiters.isStopped
                    if isLate || waiters.subscriptions[signal]?.raised != seen { return true }
                    waiters.continuations[signal, default: [:]][id] = continuation
                    return false
                }
                if isDue { continuation.resume() }
            }
        } onCancel: {
            wake(id, of: signal)
        }
    }

    private func wake(_ id: UInt64, of signal: Signal) {
        waiters.withLock { $0.continuations[signal]?.removeValue(forKey: id) }?.resume()
    }
}
