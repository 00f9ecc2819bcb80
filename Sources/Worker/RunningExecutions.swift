import JobModel
import Synchronization

/// What a worker runs right now, and what it has left for more.
final class RunningExecutions: Sendable {
    private struct State {
        var controls: [Int64: ExecutionControl] = [:]
        var free: ResourceAmounts
        var isStopping = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    /// What may be claimed.
    struct Room: Sendable {
        let free: ResourceAmounts
        let count: Int
    }

    private let maximum: Int
    private let state: Mutex<State>

    init(free: ResourceAmounts, maximum: Int) {
        self.maximum = maximum
        state = Mutex(State(free: free))
    }

    /// Waits until another job may be taken.
    /// - Returns: nil once the worker stops.
    func waitForRoom() async -> Room? {
        while true {
            let (room, isStopping) = state.withLock { state -> (Room?, Bool) in
                let count = maximum - state.controls.count
                return (count > 0 ? Room(free: state.free, count: count) : nil, state.isStopping)
            }
            if isStopping { return nil }
            if let room { return room }
            await withCheckedContinuation { continuation in
                let isDue = state.withLock { state in
                    if state.isStopping || state.controls.count < maximum { return true }
                    state.waiters.append(continuation)
                    return false
                }
                if isDue { continuation.resume() }
            }
        }
    }

    /// Takes an execution in. One that comes while the worker stops is told so at once.
    func add(_ execution: Int64, taking resources: ResourceAmounts) -> ExecutionControl {
        let control = ExecutionControl()
        let isStopping = state.withLock { state in
            state.controls[execution] = control
            state.free.subtract(resources)
            return state.isStopping
        }
        if isStopping { control.interrupt(.shutdown) }
        return control
    }

    func remove(_ execution: Int64, givingBack resources: ResourceAmounts) {
        wake { state in
            state.controls[execution] = nil
            for (name, amount) in resources.amounts where name != "sharedmem" { state.free[name] += amount }
        }
    }

    /// Takes nothing more and ends what runs.
    func stop() {
        let controls = wake { state in
            state.isStopping = true
            return Array(state.controls.values)
        }
        for control in controls { control.interrupt(.shutdown) }
    }

    /// Ends one execution; nothing happens to one that is over.
    func interrupt(_ execution: Int64, _ reason: Interruption) {
        state.withLock { $0.controls[execution] }?.interrupt(reason)
    }

    /// Ends everything, because no lease is valid any more.
    func loseAll() {
        for control in state.withLock({ Array($0.controls.values) }) { control.interrupt(.lost) }
    }

    /// What runs, with the progress that is known.
    var progress: [(execution: Int64, progress: Double?)] {
        state.withLock { state in state.controls.map { ($0.key, $0.value.progress) } }
    }

    @discardableResult
    private func wake<Value: Sendable>(_ change: (inout State) -> Value) -> Value {
        let (value, waiters) = state.withLock { state in
            let value = change(&state)
            let waiters = state.waiters
            state.waiters = []
            return (value, waiters)
        }
        for waiter in waiters { waiter.resume() }
        return value
    }
}
