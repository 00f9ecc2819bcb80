import Foundation
import JSONSupport
import JobModel
import SeedManifest
import Testing

@testable import JobEngine

/// Who gets what, and when; on a real database, with a clock that the test moves.
@Suite struct SchedulingTests {
    func withEngine(_ body: (JobEngine, HandMovedClock, EngineUser) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "drover-engine-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let clock = HandMovedClock()
        let engine = try await JobEngine.open(dataDirectory: folder, clock: clock)
        let user = try await engine.createUser(NewUser(username: "worker", password: "long enough", isStaff: true))
        try await body(engine, clock, EngineUser(engine: engine, id: user.id))
        #expect(try await engine.counterDifferences().isEmpty)
        try await engine.close()
    }

    /// What the tests do, in short.
    struct EngineUser {
        let engine: JobEngine
        let id: Int64

        func addType(_ name: String, mem: Int64 = 128, limit: Int64? = nil) async throws {
            let manifest: JSON = [
                "seedVersion": "1.0.0",
                "job": [
                    "name": .string(name), "jobVersion": "1.0.0", "packageVersion": "1.0.0", "title": "", "description": "",
                    "timeout": 60, "maintainer": ["name": "J", "email": "e"],
                    "resources": ["scalar": [["name": "mem", "value": .int(mem)]]],
                ],
            ]
            _ = try await engine.register(SeedImage(dockerImage: name, manifest: manifest, maxScheduled: limit))
        }

        func submit(_ type: String, priority: Int64? = nil) async throws -> Int64 {
            let submission = Submission(definition: .named(type, version: nil), input: JobInput(), priority: priority)
            return try #require(try await engine.submit([submission], creator: id).ids.first)
        }

        func node(_ name: String = "node") async throws -> Int64 {
            try await engine.registerNode(
                NodeRegistration(hostname: name, incarnation: "1", version: "", resources: ResourceAmounts(["mem": 1_000])),
                owner: id
            ).id
        }

        func claim(_ node: Int64, max: Int = 10, mem: Double = 1_000) async throws -> [ClaimedExecution] {
            try await engine.claim(ClaimRequest(
                node: node, owner: id, incarnation: "1", maximum: max,
                free: ResourceAmounts(["cpus": 100, "mem": mem, "disk": 1_000]), startsAtOnce: true
            ))
        }
    }

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

    @Test func aJobThatDoesNotFitDoesNotHoldUpTheOthers() async throws {
        try await withEngine { _, _, user in
            try await user.addType("large", mem: 900)
            try await user.addType("small", mem: 200)
            _ = try await user.submit("large", priority: 1)
            let small = try await user.submit("small")
            let node = try await user.node()
            #expect(try await user.claim(node, mem: 500).map(\.job.id) == [small])
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
