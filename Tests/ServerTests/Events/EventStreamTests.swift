import JSONSupport
import Testing

/// Live events over a real connection: complete, in order, resumable, filtered.
@Suite struct EventStreamTests {
    @Test func everyTransitionOfAJobIsTold() async throws {
        try await TestServer.run { server in
            let worker = try await TestWorker(server)
            try await worker.addType("quick", script: "echo DROVER_PROGRESS 50%")
            let events = try await EventClient(server: server).listen("/api/events?type=quick") { stream in
                #expect(try await stream.next().name == "hello")
                var events: [EventClient.Event] = []
                try await worker.run {
                    let id = try await worker.submit("quick")
                    while events.last?.data["transition"] != "finish" { events.append(try await stream.next()) }
                    #expect(events.allSatisfy { $0.data["job"] == .int(id) })
                }
                return events
            }
            let transitions = events.compactMap { $0.data["transition"]?.stringValue }
            #expect(transitions.filter { $0 != "progress" } == ["submit", "acquire", "start", "finish"])
            #expect(events.map(\.id) == events.map { $0.data["sequence"]?.intValue })
            #expect(events.last?.data["phase"] == "completed")
            #expect(events.first?.data["type"]?["name"] == "quick")
        }
    }

    @Test func whatWasMissedComesWithoutGapOrRepetition() async throws {
        try await TestServer.run { server in
            let client = EventClient(server: server)
            _ = try await server.send(.POST, "/v6/job-types/", Manifests.image(Manifests.named("a")))
            let seen = try await client.listen("/api/events?since=0") { stream in
                _ = try await stream.next()
                _ = try await server.send(.POST, "/api/jobs", ["job_type": "a"])
                return try await stream.next().id
            }
            for _ in 0..<3 { _ = try await server.send(.POST, "/api/jobs", ["job_type": "a"]) }
            let missed = try await client.listen("/api/events", lastID: seen) { stream in
                #expect(try await stream.next().id == seen)
                var jobs: [JSON?] = []
                for _ in 0..<3 { jobs.append(try await stream.next().data["job"]) }
                return jobs
            }
            #expect(missed == [2, 3, 4])
        }
    }

    @Test func nodesAreWatchedToo() async throws {
        try await TestServer.run { server in
            let scene = try await OperationsScene(server)
            try await EventClient(server: server).listen("/api/events?node=\(scene.node)&since=0") { stream in
                _ = try await stream.next()
                let registered = try await stream.next()
                #expect(registered.name == "node")
                #expect(registered.data["transition"] == "register" && registered.data["hostname"] == "host1")
                _ = try await server.send(.PATCH, "/v6/nodes/\(scene.node)/", ["is_paused": true])
                var event = registered
                while event.data["transition"] != "pause" { event = try await stream.next() }
                #expect(event.name == "node")
            }
            try await EventClient(server: server).listen("/api/events?job=1&since=0") { stream in
                _ = try await stream.next()
                for transition in ["submit", "acquire", "start", "error"] as [JSON] {
                    #expect(try await stream.next().data["transition"] == transition)
                }
            }
        }
    }

    @Test func aLogIsFollowedFromBeforeItsBeginningToItsEnd() async throws {
        try await TestServer.run { server in
            let worker = try await TestWorker(server)
            try await worker.addType("talks", script: "echo first; echo second >&2; echo third")
            let id = try await worker.submit("talks")
            try await EventClient(server: server).listen("/api/jobs/\(id)/log?stream=stdout") { stream in
                try await worker.run {
                    var text = ""
                    while true {
                        let event = try await stream.next()
                        if event.name == "end" { break }
                        text += event.data["text"]?.stringValue ?? ""
                        #expect(event.data["stream"] == "stdout" && event.id != nil)
                    }
                    #expect(text == "first\nthird\n")
                }
            }
        }
    }

    @Test(arguments: ["/api/events?since=-1x", "/api/events?job=one", "/api/jobs/99/log"])
    func whatMakesNoSenseIsRefused(path: String) async throws {
        try await TestServer.run { server in
            let answer = try await server.send(.GET, path, headers: ["Accept": "text/event-stream"])
            #expect([400, 404].contains(answer.status))
            let open = try await server.send(.GET, "/api/events", headers: ["Accept": "text/event-stream", "Authorization": ""])
            #expect(open.status == 401)
        }
    }
}
