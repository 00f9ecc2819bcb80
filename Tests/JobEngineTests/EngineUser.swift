import Foundation
import JSONSupport
import JobModel
import SeedManifest
import Testing

@testable import JobEngine

/// Runs a test on a real database, and compares every counter with a recount at the end.
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

    func node(_ name: String = "node", mem: Double = 1_000) async throws -> Int64 {
        try await engine.registerNode(
            NodeRegistration(
                hostname: name, incarnation: "1", version: "",
                resources: ResourceAmounts(["cpus": 100, "mem": mem, "disk": 1_000])
            ),
            owner: id
        ).id
    }

    func claim(
        _ node: Int64, max: Int = 10, mem: Double = 1_000, wait: Duration = .zero
    ) async throws -> [ClaimedExecution] {
        try await engine.claim(ClaimRequest(
            node: node, owner: id, incarnation: "1", maximum: max,
            free: ResourceAmounts(["cpus": 100, "mem": mem, "disk": 1_000]), startsAtOnce: true, wait: wait
        ))
    }
}

extension JobEngine {
    /// Returns once a claim of the node waits for work.
    func untilWaiting(_ node: Int64) async throws {
        let deadline = ContinuousClock.now + .seconds(20)
        while !rooms.isWaiting(node) {
            guard ContinuousClock.now < deadline else { throw EngineError.notFound("waiting node", node) }
            await Task.yield()
        }
    }
}
