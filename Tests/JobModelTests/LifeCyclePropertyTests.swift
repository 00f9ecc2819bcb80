import JobModel
import Testing

/// Long random walks over all commands; after each step the promises have to hold.
@Suite struct LifeCyclePropertyTests {
    static let seeds: [UInt64] = Array(1...40)

    @Test(arguments: seeds) func randomWalksKeepThePromises(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        var state = JobState(maximumAttempts: Int64.random(in: 1...4, using: &random), now: Timestamp(microseconds: 0))
        var nextToken: Int64 = 1
        var closed: Set<Int64> = []
        for step in 1...400 {
            let command = Self.command(for: state, using: &random)
            let now = Timestamp(microseconds: Int64(step))
            guard let transition = try? JobLifeCycle.apply(command, to: state, now: now) else { continue }
            for effect in transition.effects {
                if case .closesExecution(let token, _) = effect {
                    #expect(closed.insert(token).inserted, "an execution was closed twice by \(command)")
                }
            }
            Self.check(transition, after: command, from: state)
            state = transition.state
            if transition.effects.contains(.opensExecution) {
                #expect(state.lease?.token == nil)
                state.lease?.token = nextToken
                nextToken += 1
            }
        }
        #expect(nextToken > 1, "the walk never opened an execution")
    }

    static func check(_ transition: Transition, after command: JobCommand, from old: JobState) {
        let new = transition.state
        if old.phase == .completed { #expect(new.phase == .completed, "\(command) left a final phase") }
        #expect((0...1).contains(new.progress))
        #expect(new.attempt >= old.attempt)
        if new.isClaimable { #expect(new.lease == nil) }
        if new.phase == .running { #expect(new.lease != nil && new.node != nil && new.started != nil) }
        if new.phase == .completed { #expect(new.fault == nil && new.ended != nil && new.lease == nil) }
        if new.phase == .failed { #expect(new.fault != nil && new.ended != nil) }
        if new.phase != old.phase { #expect(new.lastStatusChange >= old.lastStatusChange && transition.isChange) }
        if !transition.isChange { #expect(new == old && transition.effects.isEmpty, "\(command) changed silently") }
        let opens = transition.effects.filter { $0 == .opensExecution }.count
        #expect(opens <= 1)
    }

    static func command(for state: JobState, using random: inout SplitMix) -> JobCommand {
        let node = Int64.random(in: 1...2, using: &random)
        let token = Bool.random(using: &random) ? state.lease?.token ?? 0 : Int64.random(in: 0...5, using: &random)
        let claimant: Claimant = Bool.random(using: &random) ? .token(token) : .node(node)
        let report = FaultReport(JobFault(errorID: 1), isRetried: Bool.random(using: &random))
        return switch Int.random(in: 0..<14, using: &random) {
        case 0: .enqueue
        case 1: .block
        case 2, 3: .acquire(node: node, expires: nil)
        case 4: .release(by: claimant)
        case 5, 6: .start(by: claimant)
        case 7: .progress(by: claimant, fraction: Double.random(in: -0.2...1.2, using: &random))
        case 8: .finish(by: claimant, result: .failed(report))
        case 9: Int.random(in: 0..<6, using: &random) == 0 ? .finish(by: claimant, result: .succeeded) : .cancel
        case 10: .reset(by: claimant)
        case 11: .abort
        case 12: .requeue(additionalAttempts: 2, priority: nil)
        default: Bool.random(using: &random) ? .lose(report) : .timeOut(report)
        }
    }
}

/// A small reproducible generator, so that a failing walk can be walked again.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
