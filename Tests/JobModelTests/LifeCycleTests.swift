import JobModel
import Testing

/// The transitions one by one: what each command does, and what it refuses.
@Suite struct LifeCycleTests {
    let start = Timestamp(microseconds: 1_000_000)
    let retried = FaultReport(JobFault(errorID: 1), isRetried: true)
    let final = FaultReport(JobFault(errorID: 2), isRetried: false)

    func queued(attempts: Int64 = 3) throws -> JobState {
        try JobLifeCycle.apply(.enqueue, to: JobState(maximumAttempts: attempts, now: start), now: start).state
    }

    func claimed(token: Int64 = 7, attempts: Int64 = 3) throws -> JobState {
        var state = try apply(.acquire(node: 1, expires: start + .seconds(30)), to: queued(attempts: attempts)).state
        state.lease?.token = token
        return state
    }

    func running(attempts: Int64 = 3) throws -> JobState {
        try apply(.start(by: .token(7)), to: claimed(attempts: attempts)).state
    }

    func apply(_ command: JobCommand, to state: JobState) throws -> Transition {
        try JobLifeCycle.apply(command, to: state, now: start + .seconds(1))
    }

    func refusal(_ command: JobCommand, of state: JobState) -> TransitionRefusal? {
        #expect(throws: TransitionRefusal.self) { try apply(command, to: state) }
    }

    @Test func queueingCountsTheAttemptAndOffersWork() throws {
        let transition = try JobLifeCycle.apply(.enqueue, to: JobState(now: start), now: start)
        #expect(transition.state.phase == .queued)
        #expect(transition.state.attempt == 1)
        #expect(transition.effects == [.offersWork])
    }

    @Test func acquiringHoldsTheJobAndOpensAnExecution() throws {
        let transition = try apply(.acquire(node: 1, expires: nil), to: queued())
        #expect(transition.state.node == 1)
        #expect(transition.state.isActive)
        #expect(!transition.state.isClaimable)
        #expect(transition.effects == [.opensExecution])
    }

    @Test func aHeldJobIsRefusedToOthersAndKeptByItsHolder() throws {
        #expect(try refusal(.acquire(node: 2, expires: nil), of: claimed()) == .heldByAnother)
        #expect(try apply(.acquire(node: 1, expires: nil), to: claimed()).isChange == false)
    }

    @Test func aCanceledJobCannotBeAcquired() throws {
        let canceled = try apply(.cancel, to: queued()).state
        #expect(refusal(.acquire(node: 1, expires: nil), of: canceled) == .wrongPhase(.canceled))
    }

    @Test func aRepeatedStartOfTheSameLeaseIsNoChange() throws {
        #expect(try apply(.start(by: .token(7)), to: running()).isChange == false)
        #expect(try refusal(.start(by: .token(8)), of: claimed()) == .notHeld)
    }

    @Test(arguments: [0.0, 0.5, 1.0]) func progressWithinBoundsIsKept(fraction: Double) throws {
        #expect(try apply(.progress(by: .token(7), fraction: fraction), to: running()).state.progress == fraction)
    }

    @Test(arguments: [-0.1, 1.01, .nan, .infinity]) func progressOutOfBoundsIsRefused(fraction: Double) throws {
        #expect(try refusal(.progress(by: .token(7), fraction: fraction), of: running()) == .progressOutOfRange)
    }

    @Test func progressBeforeTheStartIsRefused() throws {
        #expect(try refusal(.progress(by: .token(7), fraction: 0.1), of: claimed()) == .wrongPhase(.queued))
    }

    @Test func successIsFinal() throws {
        let transition = try apply(.finish(by: .token(7), result: .succeeded), to: running())
        #expect(transition.state.phase == .completed)
        #expect(transition.state.progress == 1)
        #expect(transition.effects == [.closesExecution(token: 7, outcome: .succeeded), .settles])
        #expect(refusal(.finish(by: .token(7), result: .succeeded), of: transition.state) == .notHeld)
        #expect(refusal(.requeue(additionalAttempts: 3, priority: nil), of: transition.state) == .wrongPhase(.completed))
    }

    @Test func aPassingErrorQueuesTheJobAgainUntilTheTriesAreUsed() throws {
        let again = try apply(.finish(by: .token(7), result: .failed(retried)), to: running(attempts: 2)).state
        #expect(again.phase == .queued)
        #expect(again.attempt == 2)
        #expect(again.isClaimable)
        var second = try apply(.acquire(node: 1, expires: nil), to: again).state
        second.lease?.token = 8
        let failed = try apply(.finish(by: .token(8), result: .failed(retried)), to: second).state
        #expect(failed.phase == .failed)
        #expect(failed.fault == retried.fault)
    }

    @Test func aLastingErrorFailsAtOnce() throws {
        let failed = try apply(.finish(by: .token(7), result: .failed(final)), to: running()).state
        #expect(failed.phase == .failed)
        #expect(failed.attempt == 1)
        #expect(failed.node == 1)
    }

    @Test func aLongRunningJobIsQueuedAgainAfterAnyError() throws {
        var state = try running()
        state.isLongRunning = true
        #expect(try apply(.finish(by: .token(7), result: .failed(final)), to: state).state.phase == .queued)
    }

    @Test func givingBackDoesNotBurnAnAttempt() throws {
        let before = try running(attempts: 1)
        let released = try apply(.release(by: .token(7)), to: before)
        #expect(released.state.phase == .queued)
        #expect(released.state.isClaimable)
        #expect(released.state.maximumAttempts - released.state.attempt == before.maximumAttempts - before.attempt)
        #expect(released.effects.contains(.closesExecution(token: 7, outcome: .canceled)))
    }

    @Test func aNodeCannotGiveBackWhatHasStarted() throws {
        #expect(try refusal(.release(by: .node(1)), of: running()) == .alreadyStarted)
    }

    @Test func cancelKeepsTheLeaseUntilTheWorkerAnswers() throws {
        let canceled = try apply(.cancel, to: running()).state
        #expect(canceled.phase == .canceled)
        #expect(canceled.lease?.token == 7)
        #expect(!canceled.isActive)
        let finished = try apply(.finish(by: .token(7), result: .succeeded), to: canceled)
        #expect(finished.state.phase == .canceled)
        #expect(finished.state.lease == nil)
        #expect(finished.effects == [.closesExecution(token: 7, outcome: .canceled)])
    }

    @Test func cancelOfAFinishedJobChangesNothing() throws {
        let done = try apply(.finish(by: .token(7), result: .succeeded), to: running()).state
        #expect(try apply(.cancel, to: done).isChange == false)
    }

    @Test func aLostLeaseIsAFailedAttempt() throws {
        let lost = try apply(.lose(retried), to: running()).state
        #expect(lost.phase == .queued)
        #expect(lost.attempt == 2)
        #expect(try refusal(.finish(by: .token(7), result: .succeeded), of: lost) == .notHeld)
        #expect(try apply(.lose(retried), to: running(attempts: 1)).state.phase == .failed)
    }

    @Test func resetGoesBackToTheBeginningAndKeepsTheNode() throws {
        let failed = try apply(.finish(by: .token(7), result: .failed(final)), to: running()).state
        let reset = try apply(.reset(by: .node(1)), to: failed)
        #expect(reset.state.phase == .queued)
        #expect(reset.state.node == 1)
        #expect(reset.state.started == nil)
        #expect(reset.effects.contains(.discardsOutputs))
        #expect(try refusal(.reset(by: .node(1)), of: running()) == .wrongPhase(.running))
    }

    @Test func abortTakesTheJobFromItsNode() throws {
        let aborted = try apply(.abort, to: running())
        #expect(aborted.state.isClaimable)
        #expect(aborted.effects.contains(.closesExecution(token: 7, outcome: .canceled)))
        let done = try apply(.finish(by: .token(7), result: .succeeded), to: running()).state
        #expect(refusal(.abort, of: done) == .wrongPhase(.completed))
    }

    @Test func requeueGivesAFreshAllowance() throws {
        let failed = try apply(.finish(by: .token(7), result: .failed(final)), to: running()).state
        let again = try apply(.requeue(additionalAttempts: 3, priority: 5), to: failed).state
        #expect(again.phase == .queued)
        #expect(again.attempt == 2)
        #expect(again.maximumAttempts == 4)
        #expect(again.priority == 5)
        #expect(again.fault == nil)
    }

    @Test func timeOutFailsARunningJobOnly() throws {
        #expect(try apply(.timeOut(final), to: running()).state.phase == .failed)
        #expect(try refusal(.timeOut(final), of: queued()) == .wrongPhase(.queued))
    }
}
