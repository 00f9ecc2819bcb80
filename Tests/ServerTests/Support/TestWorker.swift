import Foundation
import JSONSupport
import JobModel
import Logging
import ServiceLifecycle
import Testing
import Worker

/// A real worker against a test server, with images made by the test.
struct TestWorker {
    let server: TestServer
    let images: String
    let key: String
    var runner = RunnerChoice.process

    init(_ server: TestServer) async throws {
        self.server = server
        images = server.folder + "/images"
        try FileManager.default.createDirectory(atPath: images, withIntermediateDirectories: true)
        let made = try await server.send(.POST, "/api/users/admin/keys", ["name": "worker", "role": "worker"]).json()
        key = try #require(made["key"]?.stringValue)
    }

    /// Puts a shell script into an image.
    func addProgram(_ program: String, toImage name: String, script: String) throws {
        let folder = images + "/" + name
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(filePath: folder + "/" + program))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder + "/" + program)
    }

    /// Makes an image whose entry point is a shell script, and registers a job type for it.
    func addType(_ name: String, script: String, _ edit: (inout JSONObject) -> Void = { _ in }) async throws {
        try addProgram("entrypoint", toImage: name, script: script)
        let answer = try await server.send(
            .POST, "/v6/job-types/", Manifests.image(Manifests.named(name, edit), image: name)
        )
        guard answer.status == 201 else { throw TestFailure("the type was refused: \(answer.text)") }
    }

    /// Runs the worker while `body` runs, then stops it as a signal would.
    func run(_ body: () async throws -> Void) async throws {
        var logger = Logger(label: "worker")
        logger.logLevel = .critical
        var configuration = WorkerConfiguration(
            server: server.address, key: key, hostname: "test-node", images: images, work: server.folder + "/work",
            resources: ResourceAmounts(["cpus": 8, "mem": 8_192, "disk": 8_192]), maximumJobs: 4
        )
        configuration.runner = runner
        let service = WorkerService(configuration: configuration, logger: logger)
        let group = ServiceGroup(services: [service], logger: logger)
        let running = Task { try await group.run() }
        do {
            try await body()
        } catch {
            await group.triggerGracefulShutdown()
            try? await running.value
            throw error
        }
        await group.triggerGracefulShutdown()
        try await running.value
    }

    func submit(_ type: String, _ body: JSONObject = [:]) async throws -> Int64 {
        var job = body
        job["job_type"] = .string(type)
        let answer = try await server.send(.POST, "/api/jobs", .object(job))
        guard answer.status == 201, let id = try answer.json()["id"]?.intValue else {
            throw TestFailure("the job was refused: \(answer.text)")
        }
        return id
    }

    /// Waits, at the server, until a job satisfies `condition`.
    func wait(
        for job: Int64, within limit: Duration = .seconds(30), until condition: (JSON) -> Bool
    ) async throws -> JSON {
        let deadline = ContinuousClock.now + limit
        var query = ""
        while ContinuousClock.now < deadline {
            let shown = try await server.send(.GET, "/api/jobs/\(job)\(query)").json()
            if condition(shown) { return shown }
            let modified = shown["last_modified"]?.stringValue ?? ""
            query = "?wait=2&modified=\(modified)&progress=\(shown["progress"]?.doubleValue ?? 0)"
        }
        throw TestFailure("job \(job) did not come to what was waited for")
    }

    func finished(_ job: Int64) async throws -> JSON {
        try await wait(for: job) { ["completed", "failed", "canceled"].contains($0["phase"]?.stringValue ?? "") }
    }
}
