import JSONSupport
import Testing

/// What a submit takes and what it refuses; nothing is stored of a refused one.
@Suite struct SubmitTests {
    static func typed(_ job: inout JSONObject) {
        job["interface"] = [
            "inputs": [
                "files": [["name": "IMAGE", "mediaTypes": ["image/png"]]],
                "json": [["name": "COUNT", "type": "integer"]],
            ]
        ]
    }

    func withTypedServer(_ body: (TestServer, Int64) async throws -> Void) async throws {
        try await TestServer.run { server in
            let added = try await server.send(
                .POST, "/v6/job-types/", Manifests.image(Manifests.named("typed", Self.typed))
            )
            try await body(server, try #require(try added.json()["id"]?.intValue))
        }
    }

    @Test func badInputsAreNamed() async throws {
        try await withTypedServer { server, type in
            let png = try await server.send(.POST, "/api/files?name=a.png", bytes: [1]).json()["id"] ?? .null
            let text = try await server.send(.POST, "/api/files?name=a.txt", bytes: [1]).json()["id"] ?? .null
            func refused(_ input: JSON) async throws -> String {
                let answer = try await server.send(.POST, "/v6/jobs/", ["job_type_id": .int(type), "input": input])
                #expect(answer.status == 400, "\(input.compactText) was answered \(answer.status)")
                return answer.detail
            }
            #expect(try await refused(["json": ["COUNT": 1]]) == "Invalid job data: Parameter 'IMAGE' is required")
            #expect(try await refused(["files": ["IMAGE": [png]], "json": ["COUNT": "1"]])
                == "Invalid job data: Parameter 'COUNT' must receive an integer")
            #expect(try await refused(["files": ["IMAGE": [text]], "json": ["COUNT": 1]]).contains("'IMAGE'"))
            #expect(try await refused(["files": ["IMAGE": [99_999]], "json": ["COUNT": 1]]).contains("'IMAGE'"))
            #expect(try await refused(["files": ["IMAGE": [png, png]], "json": ["COUNT": 1]]).contains("'IMAGE'"))
            #expect(try await server.send(.GET, "/v6/jobs/").json()["count"] == 0)
            let made = try await server.send(
                .POST, "/v6/jobs/", ["job_type_id": .int(type), "input": ["files": ["IMAGE": [png]], "json": ["COUNT": 1]]]
            )
            #expect(made.status == 201)
            #expect(made.header("Location") == "\(server.address)/v6/jobs/\(try made.json()["id"]?.intValue ?? 0)/")
            #expect(try made.json()["status"] == "QUEUED")
        }
    }

    @Test func aBulkSubmitIsAllOrNothing() async throws {
        try await TestServer.run { server in
            _ = try await server.send(.POST, "/v6/job-types/", Manifests.image(Manifests.named("plain")))
            let good: JSON = ["job_type": "plain"]
            let mixed: JSON = ["jobs": [good, good, ["job_type": "missing"], good]]
            let refused = try await server.send(.POST, "/api/jobs", mixed)
            #expect(refused.status == 404 || refused.status == 400)
            #expect(try await server.send(.GET, "/api/jobs/counts").json()["queued"] == 0)
            let many: JSON = ["jobs": .array(Array(repeating: good, count: 1_000))]
            let made = try await server.send(.POST, "/api/jobs", many)
            #expect(made.status == 201)
            #expect(try made.json()["ids"]?.arrayValue?.count == 1_000)
            #expect(try await server.send(.GET, "/api/jobs/counts").json()["queued"] == 1_000)
            let tooMany: JSON = ["jobs": .array(Array(repeating: good, count: 1_001))]
            #expect(try await server.send(.POST, "/api/jobs", tooMany).status == 400)
        }
    }

    @Test func aRepeatedSubmitIsAnsweredWithTheFirstResult() async throws {
        try await TestServer.run { server in
            _ = try await server.send(.POST, "/v6/job-types/", Manifests.image(Manifests.named("plain")))
            let key = ["Idempotency-Key": "order-17"]
            let first = try await server.send(.POST, "/api/jobs", ["job_type": "plain"], headers: key)
            let again = try await server.send(.POST, "/api/jobs", ["job_type": "plain"], headers: key)
            #expect(first.status == 201)
            #expect(again.status == 200)
            #expect(try first.json()["id"] == again.json()["id"])
            let other = try await server.send(.POST, "/api/jobs", ["job_type": "plain", "priority": 5], headers: key)
            #expect(other.status == 409)
            #expect(try await server.send(.GET, "/api/jobs/counts").json()["queued"] == 1)
        }
    }

    @Test(arguments: [
        "{", "[1", #"{"job_type": "plain",}"#, "{\"job_type\": \"pl\u{1}ain\"}", #"{"job_type":1e999}"#, "nonsense",
        #"{"job_type":"\#(String(repeating: "x", count: 5_000))"}"#, #"{"job_type":"pl\u0000ain"}"#, #"[]"#,
        #"{"job_type":"plain","priority":99999999999999999999}"#, #"{"job_type":"plain","priority":0}"#,
        #"{"job_type":"plain","input":[]}"#, #"{"job_type":"plain","input":{"files":[]}}"#,
        #"{"job_type":"plain","bogus":1}"#, #"{"job_type":"plain","configuration":{"priority":"high"}}"#,
        String(repeating: "[", count: 5_000),
    ])
    func malformedBodiesAreRefused(body: String) async throws {
        try await TestServer.run { server in
            _ = try await server.send(.POST, "/v6/job-types/", Manifests.image(Manifests.named("plain")))
            let answer = try await server.send(.POST, "/api/jobs", bytes: Array(body.utf8))
            #expect((400..<500).contains(answer.status), "\(body.prefix(40)) was answered \(answer.status)")
            #expect(!answer.detail.isEmpty)
            #expect(try await server.send(.GET, "/api/jobs/counts").json()["queued"] == 0)
        }
    }

    @Test func invalidUTF8AndPathTricksAreRefused() async throws {
        try await TestServer.run { server in
            #expect(try await server.send(.POST, "/api/jobs", bytes: [0x7b, 0x22, 0xff, 0x22, 0x7d]).status == 400)
            for name in ["..", ".", "a%2Fb", "..%2F..%2Fetc", "a%00b", "%0a", String(repeating: "n", count: 300)] {
                let answer = try await server.send(.POST, "/api/files?name=\(name)", bytes: [1])
                #expect(answer.status == 400, "\(name) was answered \(answer.status)")
            }
            #expect(try await server.send(.GET, "/v6/files/").json()["count"] == 0)
        }
    }

    @Test func aManifestOfAHundredThousandInputsIsRefused() async throws {
        try await TestServer.run { server in
            let inputs = (0..<20_000).map { JSON.object(["name": .string("I\($0)"), "type": "string"]) }
            let manifest = Manifests.named("wide") { $0["interface"] = ["inputs": ["json": .array(inputs)]] }
            let answer = try await server.send(.POST, "/v6/job-types/", Manifests.image(manifest))
            #expect(answer.status == 400)
            #expect(answer.detail.contains("job/interface/inputs/json"))
            let huge = (0..<100_000).map { JSON.object(["name": .string("I\($0)"), "type": "string"]) }
            let larger = Manifests.named("wider") { $0["interface"] = ["inputs": ["json": .array(huge)]] }
            #expect([400, 413].contains(try await server.send(.POST, "/v6/job-types/", Manifests.image(larger)).status))
            #expect(try await server.send(.GET, "/v6/job-types/").json()["count"] == 0)
        }
    }
}
