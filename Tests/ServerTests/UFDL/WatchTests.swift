import Foundation
import JSONSupport
import Testing

/// Connect To Job (ufdl.md §10.1): transitions as they come, without credentials, and what was missed.
@Suite struct WatchTests {
    private struct Job: Sendable {
        let client: UFDLClient
        let id: Int64
        let node: Int64

        func progress(_ fraction: Double) async throws {
            try await client.post("jobs/\(id)/progress/\(fraction)", ["comment": "so far"], node: node)
        }
    }

    private func withJob(
        _ notifications: JSON? = nil, _ body: @escaping @Sendable (TestServer, Job) async throws -> Void
    ) async throws {
        try await TestServer.run { server in
            let client = try await UFDLClient(server)
            let template = try await client.importTemplate(UFDLClient.workable("train"))
            var request: JSONObject = ["description": "watched"]
            request["notification_override"] = notifications
            let job = Job(client: client, id: try await client.createJob(template, request), node: try await client.node())
            try await body(server, job)
        }
    }

    private static func message(_ connection: inout RawConnection) async throws -> JSON {
        let frame = try await connection.frame()
        #expect(frame.kind == .text)
        return try JSON.parse(frame.payload)
    }

    @Test func everyTransitionIsTold() async throws {
        try await withJob { server, job in
            try await RawConnection.open(port: server.port) { watcher in
                let answer = try await watcher.upgrade("/v1/jobs/\(job.id)")
                #expect(answer.status == 101)
                try await job.client.start(job.id, node: job.node)
                let acquire = try await Self.message(&watcher)
                #expect(acquire["transition"] == "acquire")
                let start = try await Self.message(&watcher)
                #expect(start["transition"] == "start")
                #expect(start["description"] == "watched")
                #expect(start["node"] == .int(job.node))
                try await job.progress(0.5)
                let progress = try await Self.message(&watcher)
                #expect(progress["progress"] == 0.5)
                #expect(progress["transition_data"] == ["comment": "so far"])
                try await job.client.finish(job.id, node: job.node, error: "boom")
                let error = try await Self.message(&watcher)
                #expect(error["transition"] == "error")
                #expect(error["error"] == "boom")
                #expect(error["cancelled"] == false)
            }
        }
    }

    @Test func aNewcomerAloneHearsOfThePast() async throws {
        try await withJob { server, job in
            try await job.client.start(job.id, node: job.node)
            try await RawConnection.open(port: server.port) { first in
                _ = try await first.upgrade("/v1/jobs/\(job.id)")
                let greeting = try await Self.message(&first)
                #expect(greeting["transition"] == "progress")
                #expect(greeting["transition_data"] == [:])
                try await RawConnection.open(port: server.port) { second in
                    _ = try await second.upgrade("/v1/jobs/\(job.id)")
                    let own = try await Self.message(&second)
                    #expect(own["transition"] == "progress")
                }
                // The first one hears of the next transition, not of the second one's greeting.
                try await job.progress(0.25)
                let next = try await Self.message(&first)
                #expect(next["progress"] == 0.25)
            }
        }
    }

    @Test func whatWasMissedIsBroughtBack() async throws {
        try await withJob { server, job in
            try await job.client.start(job.id, node: job.node)
            try await job.progress(0.1)
            try await RawConnection.open(port: server.port) { watcher in
                _ = try await watcher.upgrade("/v1/jobs/\(job.id)?since=0")
                for expected in ["acquire", "start", "progress"] {
                    let message = try await Self.message(&watcher)
                    #expect(message["transition"] == .string(expected))
                }
            }
            try await RawConnection.open(port: server.port) { watcher in
                _ = try await watcher.upgrade("/v1/jobs/\(job.id)")
                let greeting = try await Self.message(&watcher)
                let sequence = try #require(greeting["sequence"]?.intValue)
                for step in 2...5 { try await job.progress(Double(step) / 10) }
                try await RawConnection.open(port: server.port) { late in
                    _ = try await late.upgrade("/v1/jobs/\(job.id)?since=\(sequence)")
                    for step in 2...5 {
                        let message = try await Self.message(&late)
                        #expect(message["progress"] == .double(Double(step) / 10))
                    }
                }
            }
        }
    }

    @Test func onlyTheNamedTransitionsAreTold() async throws {
        try await withJob(["actions": ["on_finish": [[:]], "on_start": [["message": "started"]]]]) { server, job in
            try await RawConnection.open(port: server.port) { watcher in
                _ = try await watcher.upgrade("/v1/jobs/\(job.id)")
                try await job.client.start(job.id, node: job.node)
                try await job.client.finish(job.id, node: job.node)
                let only = try await Self.message(&watcher)
                #expect(only["transition"] == "finish")
            }
        }
    }

    @Test func whatCannotBeWatchedIsRefused() async throws {
        try await withJob { server, job in
            for (path, status) in [("/v1/jobs/999", 404), ("/v1/jobs/\(job.id)?since=x", 400), ("/v1/jobs/99999999999999999999", 404)] {
                try await RawConnection.open(port: server.port) { watcher in
                    let answer = try await watcher.upgrade(path)
                    #expect(answer.status == status, "\(path)")
                }
            }
            #expect(try await server.send(.GET, "/v1/jobs/\(job.id)", headers: ["Authorization": ""]).status == 401)
        }
    }
}
