/// How a meta-job goes along with its children. News that do not fit its phase any more, such as those of siblings of a
/// child that failed, change nothing.
extension JobMachine {
    mutating func follow(_ news: ChildNews) {
        switch news {
        case .started:
            guard state.phase.isBeforeStart else { return }
            begin()
        case .advanced(let fraction):
            guard state.phase == .running else { return }
            state.progress = min(max(fraction, 0), 1)
            isChange = true
        case .finished:
            guard state.phase == .running else { return }
            state.ended = now
            state.progress = 1
            move(to: .completed)
        case .failed(let fault):
            guard state.phase.isBeforeStart || state.phase == .running else { return }
            if state.phase.isBeforeStart { begin() }
            state.ended = now
            state.fault = fault
            move(to: .failed)
        case .recovered:
            guard state.phase == .failed else { return }
            state.ended = nil
            state.fault = nil
            move(to: .running)
        }
    }

    private mutating func begin() {
        state.attempt = max(1, state.attempt)
        state.started = now
        move(to: .running)
    }
}
