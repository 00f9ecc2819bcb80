import JSONSupport
import Testing

/// Legacy job types for tests.
enum LegacyTypes {
    /// What `POST /job-types/create/` takes, to be changed by `edit`.
    static func body(_ name: String, version: String = "1.0", _ edit: (inout JSONObject) -> Void = { _ in }) -> JSON {
        var body: JSONObject = [
            "name": .string(name), "version": .string(version), "description": .string("Does \(name)"),
            "docker_image": .string(name), "interface": [
                "version": "1.0", "command": "algorithm", "command_arguments": "",
            ],
            "cpus_required": 1, "mem_required": 128,
        ]
        edit(&body)
        return .object(body)
    }

    /// Registers a type.
    /// - Returns: its id.
    static func add(
        _ name: String, version: String = "1.0", to server: TestServer, _ edit: (inout JSONObject) -> Void = { _ in }
    ) async throws -> Int64 {
        let answer = try await server.send(.POST, "/job-types/create/", body(name, version: version, edit))
        guard answer.status == 200, let id = try answer.json()["job_type_id"]?.intValue else {
            throw TestFailure("the type was refused: \(answer.text)")
        }
        return id
    }

    /// Submits a job as the clients of 2015 do.
    static func submit(_ type: Int64, _ data: JSON = [:], to server: TestServer) async throws -> Int64 {
        let answer = try await server.send(.POST, "/queue/new-job/", ["job_type_id": .int(type), "job_data": data])
        guard answer.status == 201, let id = try answer.json()["id"]?.intValue else {
            throw TestFailure("the job was refused: \(answer.text)")
        }
        return id
    }
}
