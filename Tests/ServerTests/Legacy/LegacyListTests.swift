import DroverServer
import JSONSupport
import Testing

/// The list of job types of 2015: filters, order, pages, and what is refused.
@Suite struct LegacyListTests {
    private func names(_ answer: TestAnswer) throws -> [String] {
        try answer.json()["results"]?.arrayValue?.compactMap { $0["name"]?.stringValue } ?? []
    }

    private func add(_ name: String, _ category: JSON, _ version: String = "1.0", to server: TestServer) async throws {
        _ = try await LegacyTypes.add(name, version: version, to: server) { $0["category"] = category }
    }

    @Test func filtersAndOrder() async throws {
        try await TestServer.run { server in
            try await add("beta", "text", to: server)
            try await add("alpha", "imagery", "2.0", to: server)
            try await add("alpha", "imagery", "1.0", to: server)
            try await add("gamma", "Imagery", to: server)
            func get(_ query: String) async throws -> [String] { try names(try await server.send(.GET, "/job-types/?\(query)")) }
            #expect(try await get("") == ["alpha", "alpha", "beta", "gamma"])
            #expect(try await get("name=alpha&name=gamma") == ["alpha", "alpha", "gamma"])
            #expect(try await get("category=imagery") == ["alpha", "alpha"])
            #expect(try await get("category=text&category=Imagery&name=beta") == ["beta"])
            #expect(try await get("name=ALPHA") == [])
            #expect(try await get("order=-name") == ["gamma", "beta", "alpha", "alpha"])
            #expect(try await get("order=category&order=-version") == ["gamma", "alpha", "alpha", "beta"])
            #expect(try await get("order=-id") == ["gamma", "alpha", "alpha", "beta"])
            #expect(try await get("order=paused&order=-created") == ["gamma", "alpha", "alpha", "beta"])
            #expect(try await get("started=PT1H") == ["alpha", "alpha", "beta", "gamma"])
            #expect(try await get("ended=PT1H") == [])
            #expect(try await get("started=2015-01-01T00:00:00Z&ended=2015-02-01T00:00:00Z") == [])
            for query in ["order=nonsense", "order=", "order=name,version", "started=x", "started=PT1H&ended=PT2H",
                "started=2015-01-01T00:00:00Z&ended=2015-01-01T00:00:00Z"] {
                #expect(try await server.send(.GET, "/job-types/?\(query)").status == 400, "\(query)")
            }
        }
    }

    @Test func pages() async throws {
        try await TestServer.run { server in
            for name in ["a", "b", "c", "d", "e"] { try await add(name, "x", to: server) }
            let second = try await server.send(.GET, "/job-types/?page_size=2&order=-name&page=2&category=x")
            #expect(try names(second) == ["c", "b"])
            let json = try second.json()
            #expect(json["count"] == 5)
            let base = "\(server.address)/job-types/?page_size=2&order=-name"
            #expect(json["next"]?.stringValue == "\(base)&page=3&category=x")
            #expect(json["previous"]?.stringValue == "\(base)&page=1&category=x")
            let first = try await server.send(.GET, "/v5/job-types/?page_size=2").json()
            #expect(first["next"]?.stringValue == "\(server.address)/v5/job-types/?page_size=2&page=2")
            #expect(first["previous"] == .null)
            let refusals = [
                "page=abc": "\"page\" must be an integer", "page=": "\"page\" must be an integer",
                "page=0": "Bad \"page\" number", "page=-1": "Bad \"page\" number", "page=2": "Bad \"page\" number",
                "page_size=x": "\"page_size\" must be an integer",
                "page_size=0": "\"page_size\" must be between 1 and 1000 inclusive",
                "page_size=1001": "\"page_size\" must be between 1 and 1000 inclusive",
                "page=99999999999999999999": "\"page\" must be an integer", "page=9223372036854775807": "Bad \"page\" number",
            ]
            for (query, text) in refusals {
                let answer = try await server.send(.GET, "/job-types/?\(query)")
                #expect(answer.status == 400, "\(query)")
                #expect(answer.detail == text, "\(query)")
            }
        }
    }

    @Test func pathsAndMethods() async throws {
        try await TestServer.run { server in
            let missing = try await server.send(.GET, "/job-types/77/")
            #expect(missing.status == 404)
            #expect(missing.detail == "Not found")
            let words = try await server.send(.GET, "/job-types/abc/")
            #expect(words.status == 404)
            #expect(words.header("Content-Type")?.hasPrefix("text/html") == true)
            #expect(try await server.send(.GET, "/job-types").status == 301)
            #expect(try await server.send(.PUT, "/job-types/").status == 405)
            #expect(try await server.send(.GET, "/v5/job-types/", headers: ["Authorization": ""]).status == 403)
            #expect(try await server.send(.GET, "/job-types/99999999999999999999/").status == 404)
        }
    }

    @Test func theAddressHasThePrefix() async throws {
        try await TestServer.run({ $0.prefix = "/service/scale/api" }) { server in
            for name in ["a", "b"] { try await add(name, "x", to: server) }
            let list = try await server.send(.GET, "/service/scale/api/job-types/?page_size=1").json()
            #expect(list["next"]?.stringValue == "\(server.address)/service/scale/api/job-types/?page_size=1&page=2")
            let made = try await server.send(
                .POST, "/service/scale/api/v5/queue/new-job/", ["job_type_id": 1, "job_data": [:]]
            )
            #expect(made.header("Location") == "\(server.address)/service/scale/api/v5/jobs/1/")
        }
    }
}
