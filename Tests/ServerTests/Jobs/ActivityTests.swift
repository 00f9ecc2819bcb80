import Foundation
import JSONSupport
import Testing

/// How jobs ended over time, and the filters that lead from there to the jobs.
@Suite struct ActivityTests {
    @Test func endsAreCountedByTimeAndByError() async throws {
        try await TestServer.run { server in
            let worker = try await TestWorker(server)
            try await worker.addType("good", script: "true")
            try await worker.addType("bad", script: "exit 7") { job in
                job["errors"] = [["code": 7, "name": "bad-data", "title": "Bad data", "category": "data"]]
            }
            try await worker.run {
                _ = try await worker.finished(try await worker.submit("good"))
                for _ in 0..<2 { _ = try await worker.finished(try await worker.submit("bad")) }
                let queued = try await server.send(.PATCH, "/v6/job-types/good/1.0.0/", ["is_paused": true])
                #expect(queued.status == 204)
                let canceled = try await worker.submit("good")
                #expect(try await server.send(.POST, "/api/jobs/\(canceled)/cancel", [:]).status == 200)
                for (hours, step) in [(3, 60), (48, 3_600)] as [(Int64, Int64)] {
                    let activity = try await server.send(.GET, "/api/activity?hours=\(hours)").json()
                    #expect(activity["step_seconds"] == .int(step))
                    func sum(_ phase: String) -> Int64 {
                        activity["steps"]?.arrayValue?.reduce(0) { $0 + ($1[phase]?.intValue ?? 0) } ?? 0
                    }
                    #expect([sum("completed"), sum("failed"), sum("canceled")] == [1, 2, 1])
                    #expect(activity["failures"] == [
                        ["name": "bad-data", "title": "Bad data", "category": "DATA", "count": 2],
                    ])
                }
            }
            for hours in ["0", "169", "x"] {
                #expect(try await server.send(.GET, "/api/activity?hours=\(hours)").status == 400)
            }
        }
    }

    @Test func jobsAreFoundByErrorAndTime() async throws {
        try await TestServer.run { server in
            let worker = try await TestWorker(server)
            try await worker.addType("good", script: "true")
            try await worker.addType("bad", script: "exit 9")
            try await worker.run {
                let good = try await worker.finished(try await worker.submit("good"))
                let bad = try await worker.finished(try await worker.submit("bad"))
                func ids(_ query: String) async throws -> [JSON] {
                    let answer = try await server.send(.GET, "/api/jobs?\(query)").json()
                    return answer["jobs"]?.arrayValue?.compactMap { $0["id"] } ?? []
                }
                let failed = try await ids("error=algorithm-unknown")
                #expect(failed == [bad["id"]])
                let none = try await ids("error=algorithm-unknown&type=good")
                #expect(none.isEmpty)
                let since = try #require(bad["last_modified"]?.stringValue)
                let late = try await ids("since=\(since)")
                #expect(late == [bad["id"]])
                let until = try #require(good["last_modified"]?.stringValue)
                let early = try await ids("until=\(until)")
                #expect(early == [good["id"]])
                #expect(try await server.send(.GET, "/api/jobs?since=yesterday").status == 400)
            }
        }
    }
}
