import Foundation
import JSONSupport
import JobModel
import SeedManifest
import Testing

@testable import JobEngine

/// Who gets what, and when; on a real database, with a clock that the test moves.
@Suite struct SchedulingTests {
    @Test func theMostUrgentComesFirstThenTheOldest() async throws {
        try await withEngine { _, clock, user in
            try await user.addType("a")
            try await user.addType("b")
            let late = try await user.submit("a", priority: 50)
            clock.move(by: .seconds(1))
            let older = try await user.submit("b")
            clock.move(by: .seconds(1))
            let newer = try await user.submit("a")
            let urgent = try await user.submit("b", priority: 1)
            let claimed = try await user.claim(try await user.node(), max: 4)
            #expect(claimed.map(\.job.id) == [urgent, late, older, newer])
        }
    }

    @Test func pausedTypesAndTypesAtTheirLimitArePassedOver() async throws {
        try await withEngine { engine, _, user in
            try await user.addType("paused")
            try await user.addType("limited", limit: 2)
            try await user.addType("free")
            var pause = DefinitionEdit()
            pause.isPaused = true
            _ = try await engine.edit(name: "paused", version: "1.0.0", pause)
            for _ in 0..<4 {
                _ = try await user.submit("paused", priority: 1)
                _ = try await user.submit("limited", priority: 2)
            }
            let free = try await user.submit("free", priority: 3)
            let node = try await user.node()
            let claimed = try await user.claim(node, mem: 10_000)
            #expect(claimed.map(\.revision.name) == ["limited", "limited", "free"])
            #expect(claimed.last?.job.id == free)
            _ = try await engine.finishExecutions(
                [FinishedExecution(token: claimed[0].token, outcome: .succeeded)], owner: user.id
            )
            #expect(try await user.claim(node).map(\.revision.name) == ["limited"])
        }
    }

    @Test func aWaitingJobKnowsHowManyComeFirst() async throws {
        try await withEngine { engine, _, user in
            for name in ["a", "b", "paused"] { try await user.addType(name) }
            var pause = DefinitionEdit()
            pause.isPaused = true
            _ = try await engine.edit(name: "paused", version: "1.0.0", pause)
            _ = try await user.submit("paused", priority: 1)
            let urgent = try await user.submit("b", priority: 5)
            _ = try await user.submit("a")
            _ = try await user.submit("b")
            let last = try await user.submit("a")
            _ = try await user.node()
            #expect(try await engine.jobView(urgent).waiting == [.position(ahead: 0)])
            #expect(try await engine.jobView(last).waiting == [.position(ahead: 3)])
            for _ in 0...WaitingReason.countLimit { _ = try await user.submit("b", priority: 10) }
            #expect(try await engine.jobView(last).waiting == [.position(ahead: WaitingReason.countLimit)])
        }
    }

    @Test func aJobThatDoesNotFitDoesNotHoldUpTheOthers() async throws {
        try await withEngine { _, _, user in
            try await user.addType("large", mem: 1_100)
            try await user.addType("small", mem: 200)
            _ = try await user.submit("large", priority: 1)
            let small = try await user.submit("small")
            let node = try await user.node()
            #expect(try await user.claim(node, mem: 500).map(\.job.id) == [small])
        }
    }

    @Test func aLargeJobIsNotStarvedBySmallerOnes() async throws {
        try await withEngine { _, _, user in
            try await user.addType("large", mem: 900)
            try await user.addType("small", mem: 200)
            let large = try await user.submit("large", priority: 1)
            let small = try await user.submit("small")
            let node = try await user.node()
            let other = try await user.node("other", mem: 500)
            #expect(try await user.claim(node, mem: 500).isEmpty)
            #expect(try await user.claim(other, mem: 500).map(\.job.id) == [small])
            #expect(try await user.claim(node, mem: 1_000).map(\.job.id) == [large])
        }
    }

    @Test func aJobGoesToTheWaitingNodeThatItFitsBest() async throws {
        try await withEngine { engine, _, user in
            try await user.addType("small", mem: 200)
            let snug = try await user.node("snug", mem: 250)
            let wide = try await user.node("wide")
            async let waiting = user.claim(snug, mem: 250, wait: .seconds(20))
            try await engine.untilWaiting(snug)
            let job = try await user.submit("small")
            #expect(try await user.claim(wide).isEmpty)
            #expect(try await waiting.map(\.job.id) == [job])
        }
    }

    @Test func theNewestComesFirstWhereAnOperatorWantsThat() async throws {
        try await withEngine { engine, clock, user in
            try await user.addType("a")
            try await user.addType("b")
            var change = SchedulerChange()
            change.queueMode = .newestFirst
            try await engine.changeScheduler(change)
            var submitted: [Int64] = []
            for (type, priority) in [("a", 5), ("b", 5), ("a", 5), ("a", 1), ("b", 9)] as [(String, Int64)] {
                clock.move(by: .seconds(1))
                submitted.append(try await user.submit(type, priority: priority))
            }
            let claimed = try await user.claim(try await user.node())
            #expect(claimed.map(\.job.id) == [3, 2, 1, 0, 4].map { submitted[$0] })
        }
    }

    @Test(arguments: SchedulerState.QueueMode.allCases)
    func jobsLeaveALongQueueOfManyTypesInOrder(_ mode: SchedulerState.QueueMode) async throws {
        try await withEngine { engine, clock, user in
            var change = SchedulerChange()
            change.queueMode = mode
            try await engine.changeScheduler(change)
            for type in ["a", "b", "c"] { try await user.addType(type, mem: 1) }
            var waiting: [(priority: Int64, number: Int64, id: Int64)] = []
            for number in 0..<240 {
                if Bool.random() { clock.move(by: .milliseconds(1)) }
                let priority = Int64.random(in: 1...3)
                let id = try await user.submit(number < 140 ? "a" : ["b", "c"][number % 2], priority: priority)
                waiting.append((priority, mode == .oldestFirst ? id : -id, id))
            }
            waiting.sort { ($0.priority, $0.number) < ($1.priority, $1.number) }
            let node = try await user.node()
            while !waiting.isEmpty {
                let claimed = try await user.claim(node, max: Int.random(in: 1...90))
                #expect(claimed.map(\.job.id) == waiting.prefix(claimed.count).map(\.id))
                try #require(!claimed.isEmpty)
                waiting.removeFirst(claimed.count)
            }
            #expect(try await user.claim(node).isEmpty)
        }
    }

    @Test func aPausedSchedulerHandsOutNothing() async throws {
        try await withEngine { engine, _, user in
            try await user.addType("a")
            _ = try await user.submit("a")
            let node = try await user.node()
            var change = SchedulerChange()
            change.isPaused = true
            try await engine.changeScheduler(change)
            #expect(try await user.claim(node).isEmpty)
            change.isPaused = false
            try await engine.changeScheduler(change)
            #expect(try await user.claim(node).count == 1)
        }
    }

    @Test func whatNoNodeHasIsReported() async throws {
        try await withEngine { engine, _, user in
            try await user.addType("large", mem: 5_000)
            try await user.addType("small")
            _ = try await user.submit("large")
            _ = try await user.submit("small")
            _ = try await user.node()
            let listed = try await engine.definitions(matching: DefinitionFilter(), offset: 0, limit: 10).items
            #expect(listed.map(\.unmetResources) == [["mem"], []])
        }
    }

    @Test func anExpiredLeaseBringsTheJobBackAndFencesTheLateWorker() async throws {
        try await withEngine { engine, clock, user in
            try await user.addType("a")
            let id = try await user.submit("a")
            let first = try #require(try await user.claim(try await user.node("one")).first)
            clock.move(by: .seconds(31))
            #expect(try await engine.reapExpiredLeases() == 1)
            let second = try #require(try await user.claim(try await user.node("two")).first)
            #expect(second.token > first.token)
            let late = try await engine.finishExecutions(
                [FinishedExecution(token: first.token, outcome: .succeeded)], owner: user.id
            )
            #expect(late.first?.isAccepted == false)
            #expect(try await engine.job(id).job.state.phase == .running)
        }
    }

    @Test func aHeartbeatKeepsTheLeaseAndBringsTheCancel() async throws {
        try await withEngine { engine, clock, user in
            try await user.addType("a")
            let id = try await user.submit("a")
            let node = try await user.node()
            let execution = try #require(try await user.claim(node).first)
            clock.move(by: .seconds(20))
            let entry = HeartbeatEntry(token: execution.token, progress: 0.5)
            #expect(try await engine.heartbeat(node: node, owner: user.id, incarnation: "1", executions: [entry]) == HeartbeatAnswer())
            clock.move(by: .seconds(20))
            #expect(try await engine.reapExpiredLeases() == 0)
            #expect(try await engine.job(id).job.state.progress == 0.5)
            try await engine.cancelJob(id)
            let answer = try await engine.heartbeat(node: node, owner: user.id, incarnation: "1", executions: [entry])
            #expect(answer.cancel == [execution.token])
        }
    }

    @Test func retentionRemovesFinishedJobsOnly() async throws {
        try await withEngine { engine, clock, user in
            try await user.addType("a")
            let done = try await user.submit("a")
            let running = try await user.submit("a")
            let claimed = try await user.claim(try await user.node(), max: 2)
            _ = try await engine.finishExecutions(
                [FinishedExecution(token: claimed[0].token, outcome: .succeeded)], owner: user.id
            )
            let waiting = try await user.submit("a")
            clock.move(by: .seconds(91 * 86_400))
            try await engine.removeOutdated()
            await #expect(throws: EngineError.self) { _ = try await engine.job(done) }
            #expect(try await engine.job(running).job.state.phase == .running)
            #expect(try await engine.job(waiting).job.state.phase == .queued)
        }
    }
}
