import JSONSupport
import Testing

/// A server on which every list has rows, so that what is answered can be held against its schema.
enum ReferenceScene {
    static func fill(_ server: TestServer) async throws {
        _ = try await OperationsScene(server)
        try await finishWithOutput(server)
        _ = try await LegacyTypes.submit(LegacyTypes.add("old", to: server), to: server)
        let paused = try await server.send(.PATCH, "/v6/job-types/idle/1.0.0/", ["is_paused": true])
        guard paused.status == 204 else { throw TestFailure(paused.text) }
        try await addTemplateJobs(server)
    }

    /// A job with a log and an output, a file of its own and a key of a user.
    private static func finishWithOutput(_ server: TestServer) async throws {
        let manifest = Manifests.named("maker") {
            $0["interface"] = ["outputs": ["files": [["name": "OUT", "pattern": "*.txt", "mediaType": "text/plain"]]]]
        }
        _ = try await expect(201, server.send(.POST, "/v6/job-types/", Manifests.image(manifest)))
        let job = try await expect(201, server.send(.POST, "/api/jobs", ["job_type": "maker", "priority": 1]))
        let room: JSON = ["cpus": 8, "mem": 1_000, "disk": 1_000]
        let node = try await expect(200, server.send(.POST, "/api/nodes/register", [
            "hostname": "host2", "incarnation": "1", "resources": room,
        ]))["node_id"]?.intValue
        let claimed = try await expect(200, server.send(.POST, "/api/nodes/\(try #require(node))/claim", [
            "incarnation": "1", "max": 1, "free": room, "start": true,
        ]))["executions"]?.arrayValue?.first
        try #require(claimed?["job_id"] == job["id"])
        let execution = try #require(claimed?["id"]?.intValue)
        _ = try await expect(200, server.send(
            .POST, "/api/executions/\(execution)/log?stream=stdout&offset=0", bytes: Array("hello\n".utf8)
        ))
        let output = try await expect(201, server.send(
            .PUT, "/api/executions/\(execution)/outputs/OUT/result.txt", bytes: Array("42".utf8)
        ))
        let file = try #require(output["id"]?.intValue)
        _ = try await expect(200, server.send(.POST, "/api/executions/\(execution)/finish", [
            "outcome": "succeeded", "exit_code": 0, "output": ["files": ["OUT": [.int(file)]], "json": ["answer": 42]],
        ]))
        _ = try await expect(201, server.send(.POST, "/api/files?name=input.txt", bytes: Array("input".utf8)))
        _ = try await expect(201, server.send(.POST, "/api/users/admin/keys", ["name": "a key", "role": "read"]))
    }

    /// Of two jobs of a template one is finished by a node, with an output.
    private static func addTemplateJobs(_ server: TestServer) async throws {
        let template = try await add(server, "job-templates/import", [
            "name": "template", "scope": "public", "licence": "Apache 2.0", "specific": [
                "job_type": "Export", "executor_class": "x", "required_packages": "",
                "parameters": ["depth": ["types": ["int"], "help": "How deep.", "default": 3, "default_type": "int"]],
            ],
        ])
        let node = try await add(server, "nodes/create", ["ip": "10.0.0.1", "index": 0, "cpu_mem": 1])
        for name in ["team", "other team"] { _ = try await add(server, "teams/create", ["name": .string(name)]) }
        var job: Int64 = 0
        for _ in 0..<2 { job = try await add(server, "job-templates/\(template)/create-job", ["input_values": [:]]) }
        let asNode = ["Node-Id": String(node)]
        _ = try await expect(200, server.send(.GET, "/v1/jobs/\(job)/acquire", headers: asNode))
        _ = try await expect(200, server.send(.POST, "/v1/jobs/\(job)/start", ["send_notification": ""], headers: asNode))
        _ = try await expect(200, server.send(
            .POST, "/v1/jobs/\(job)/outputs/result/text", bytes: Array("42".utf8),
            headers: ["Node-Id": String(node), "Content-Disposition": "attachment; filename=x"]
        ))
        _ = try await expect(200, server.send(
            .POST, "/v1/jobs/\(job)/finish", ["success": true, "send_notification": ""], headers: asNode
        ))
    }

    private static func add(_ server: TestServer, _ path: String, _ body: JSON) async throws -> Int64 {
        let answer = try await server.send(.POST, "/v1/\(path)", body)
        return try #require(answer.json()["pk"]?.intValue, "\(path): \(answer.text)")
    }

    private static func expect(_ status: Int, _ answer: TestAnswer) throws -> JSON {
        guard answer.status == status else { throw TestFailure("\(answer.status) \(answer.text)") }
        return try answer.json()
    }
}
