import DroverServer
import Foundation
import JSONSupport
import JobEngine
import Testing
import Worker

/// A server, an engine, and a worker that runs jobs in it.
struct ContainerScene {
    let server: TestServer
    let engine: TestEngine
    let worker: TestWorker

    static func run(
        _ change: (inout ContainerSettings) -> Void = { _ in }, _ body: (ContainerScene) async throws -> Void
    ) async throws {
        try await TestEngine.run { engine in
            try await TestServer.run({ $0.engine.heartbeatInterval = .seconds(1) }) { server in
                var worker = try await TestWorker(server)
                var settings = ContainerSettings()
                settings.socket = engine.socket
                change(&settings)
                worker.runner = .container(settings)
                try await body(ContainerScene(server: server, engine: engine, worker: worker))
            }
        }
    }

    /// Registers a job type that runs a shell script in a container. The script may hold no single quotes.
    func addType(
        _ name: String, script: String, image: String = TestEngine.image, configuration: JSON? = nil,
        _ edit: (inout JSONObject) -> Void = { _ in }
    ) async throws {
        try await addType(name, command: "sh -c '\(script)'", image: image, configuration: configuration, edit)
    }

    func addType(
        _ name: String, command: String, image: String = TestEngine.image, configuration: JSON? = nil,
        _ edit: (inout JSONObject) -> Void = { _ in }
    ) async throws {
        let manifest = Manifests.named(name) { job in
            edit(&job)
            var interface = job["interface"]?.objectValue ?? JSONObject()
            interface["command"] = .string(command)
            job["interface"] = .object(interface)
        }
        let answer = try await server.send(
            .POST, "/v6/job-types/", Manifests.image(manifest, image: image, configuration: configuration)
        )
        guard answer.status == 201 else { throw TestFailure("the type was refused: \(answer.text)") }
    }

    /// Submits a job and waits for its end.
    func finished(_ type: String, _ body: JSONObject = [:]) async throws -> JSON {
        try await worker.finished(worker.submit(type, body))
    }

    /// - Parameter stream: of `combined` only each stream's own order is certain.
    func log(_ job: JSON, _ stream: String = "combined") async throws -> String {
        let id = try #require(job["id"]?.intValue)
        let log = try await server.send(.GET, "/api/jobs/\(id)/log?stream=\(stream)").json()
        return log["chunks"]?.arrayValue?.compactMap { $0["text"]?.stringValue }.joined() ?? ""
    }

    /// Waits until a running job has told the progress that its script tells first.
    func isAtWork(_ job: Int64, attempt: Int64 = 1) async throws {
        _ = try await worker.wait(for: job) { shown in
            // A job that waits for its next attempt still shows the progress of the last one.
            shown["phase"] == "running" && shown["attempt"] == .int(attempt) && shown["progress"] == 0.1
        }
    }
}
