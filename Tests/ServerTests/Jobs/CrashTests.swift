import DroverServer
import Foundation
import JSONSupport
import JobEngine
import JobModel
import Synchronization
import Testing

/// The server is killed at random moments while clients submit and workers finish. Nothing that was acknowledged may be
/// missing afterwards, and nothing may have happened twice.
@Suite struct CrashTests {
    /// How often the server is killed.
    static let rounds = 5

    /// What clients were told.
    struct Acknowledged: Sendable {
        var submitted: Set<Int64> = []
        var finished: Set<Int64> = []
    }

    final class Record: Sendable {
        private let state = Mutex(Acknowledged())

        var told: Acknowledged { state.withLock { $0 } }

        func submitted(_ job: Int64) { state.withLock { _ = $0.submitted.insert(job) } }

        func finished(_ job: Int64) { state.withLock { _ = $0.finished.insert(job) } }
    }

    @Test func nothingAcknowledgedIsLost() async throws {
        let folder = NSTemporaryDirectory() + "drover-crash-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let record = Record()
        for round in 1...Self.rounds {
            let process = try await ServerProcess.start(folder: folder)
            try await Self.checkEverythingIsThere(process.server, record.told)
            _ = try await process.server.send(.POST, "/v6/job-types/", Manifests.image(Manifests.named("crash")))
            await withTaskGroup(of: Void.self) { group in
                for client in 0..<4 {
                    group.addTask { await Self.submit(process.server, "\(round)-\(client)", record) }
                }
                for node in 0..<2 {
                    group.addTask { await Self.work(process.server, "\(round)-\(node)", record) }
                }
                group.addTask {
                    try? await Task.sleep(for: .milliseconds(Int.random(in: 200...700)))
                    await process.kill()
                }
            }
        }
        let process = try await ServerProcess.start(folder: folder)
        let told = record.told
        try await Self.checkEverythingIsThere(process.server, told)
        await process.kill()
        #expect(told.submitted.count > Self.rounds, "the clients never got through")
        #expect(!told.finished.isEmpty, "the workers never got through")

        let engine = try await JobEngine.open(dataDirectory: folder + "/data")
        #expect(try await engine.counterDifferences().isEmpty)
        for job in told.finished {
            let executions = try await engine.executions(ofJob: job, offset: 0, limit: 100).rows
            let completed = executions.count { $0.execution.phase == .completed }
            #expect(completed == 1, "job \(job) completed \(completed) times")
        }
        try await engine.close()
        print("killed the server \(Self.rounds) times: \(told.submitted.count) submits and \(told.finished.count) finishes kept")
    }

    static func checkEverythingIsThere(_ server: TestServer, _ told: Acknowledged) async throws {
        for job in told.submitted {
            let shown = try await server.send(.GET, "/api/jobs/\(job)")
            #expect(shown.status == 200, "job \(job) was acknowledged and is missing")
            if told.finished.contains(job) {
                #expect(try shown.json()["phase"] == "completed", "job \(job) was finished and is not")
            }
        }
    }

    /// Submits until the server is gone.
    static func submit(_ server: TestServer, _ name: String, _ record: Record) async {
        var number = 0
        while true {
            number += 1
            let answer = try? await server.send(
                .POST, "/api/jobs", ["job_type": "crash"], headers: ["Idempotency-Key": "\(name)-\(number)"]
            )
            guard let answer, answer.status == 201, let id = try? answer.json()["id"]?.intValue else { return }
            record.submitted(id)
        }
    }

    /// Claims and finishes until the server is gone.
    static func work(_ server: TestServer, _ name: String, _ record: Record) async {
        let resources: JSON = ["cpus": 100, "mem": 100_000, "disk": 100_000]
        let registered = try? await server.send(.POST, "/api/nodes/register", [
            "hostname": .string(name), "incarnation": "1", "resources": resources,
        ]).json()
        guard let node = registered?["node_id"]?.intValue else { return }
        while true {
            let claim = try? await server.send(.POST, "/api/nodes/\(node)/claim", [
                "incarnation": "1", "max": 3, "wait_seconds": 1, "start": true, "free": resources,
            ])
            guard let claim, claim.status == 200, let executions = try? claim.json()["executions"]?.arrayValue else { return }
            for execution in executions {
                guard let id = execution["id"]?.intValue, let job = execution["job_id"]?.intValue else { return }
                let answer = try? await server.send(
                    .POST, "/api/executions/\(id)/finish", ["outcome": "succeeded", "exit_code": 0]
                )
                guard answer?.status == 200 else { return }
                record.finished(job)
            }
        }
    }

    @Test func aKilledWorkersJobIsRunAgainAfterItsLease() async throws {
        try await TestServer.run({ options in
            options.engine.leaseDuration = .seconds(1)
        }) { server in
            _ = try await server.send(.POST, "/v6/job-types/", Manifests.image(Manifests.named("lease")))
            let id = try #require(try await server.send(.POST, "/api/jobs", ["job_type": "lease"]).json()["id"]?.intValue)
            let resources: JSON = ["cpus": 1, "mem": 1_000, "disk": 1_000]
            func register(_ name: String) async throws -> Int64 {
                let answer = try await server.send(.POST, "/api/nodes/register", [
                    "hostname": .string(name), "incarnation": "1", "resources": resources,
                ])
                return try #require(try answer.json()["node_id"]?.intValue)
            }
            func claim(_ node: Int64) async throws -> JSON? {
                let answer = try await server.send(.POST, "/api/nodes/\(node)/claim", [
                    "incarnation": "1", "max": 1, "wait_seconds": 10, "start": true, "free": resources,
                ])
                return try answer.json()["executions"]?.arrayValue?.first
            }
            // The first worker takes the job and is never heard of again.
            let lost = try #require(try await claim(try await register("dead")))
            // The second one waits at the server until the lease has run out.
            let again = try #require(try await claim(try await register("alive")))
            #expect(again["job_id"] == .int(id))
            #expect(again["exe_num"] == 2)
            let late = try await server.send(
                .POST, "/api/executions/\(lost["id"]?.intValue ?? 0)/finish", ["outcome": "succeeded"]
            )
            #expect(late.status == 409)
            let finish = try await server.send(
                .POST, "/api/executions/\(again["id"]?.intValue ?? 0)/finish", ["outcome": "succeeded"]
            )
            #expect(finish.status == 200)
            let repeated = try await server.send(
                .POST, "/api/executions/\(again["id"]?.intValue ?? 0)/finish", ["outcome": "succeeded"]
            )
            #expect(repeated.status == 200, "a repeated finish is accepted again")
            let executions = try await server.send(.GET, "/v6/jobs/\(id)/executions/").json()
            #expect(executions["results"]?.arrayValue?.compactMap { $0["status"]?.stringValue } == ["COMPLETED", "FAILED"])
            #expect(executions["results"]?.arrayValue?.last?["error"]?["name"] == "node-lost")
        }
    }
}
