import JSONSupport
import Testing

/// A server with a node and jobs in several phases, made through HTTP alone.
struct OperationsScene {
    let server: TestServer
    let node: Int64
    let token: Int64

    /// One job of `busy` runs, one failed for the system, one waits; one of `idle` waits in the most urgent place.
    init(_ server: TestServer) async throws {
        self.server = server
        for name in ["busy", "idle", "never"] {
            let manifest = Manifests.named(name) {
                $0["maintainer"] = ["name": "Jane", "email": "jane@example.com", "url": "http://example.com"]
            }
            guard try await server.send(.POST, "/v6/job-types/", Manifests.image(manifest)).status == 201 else {
                throw TestFailure("cannot add \(name)")
            }
        }
        let registered = try await server.send(.POST, "/api/nodes/register", [
            "hostname": "host1", "incarnation": "1", "resources": ["cpus": 8, "mem": 1_000, "disk": 1_000],
        ])
        node = try #require(try registered.json()["node_id"]?.intValue)
        for _ in 0..<3 { _ = try await server.send(.POST, "/api/jobs", ["job_type": "busy", "input": [:]]) }
        let claimed = try await server.send(.POST, "/api/nodes/\(node)/claim", [
            "incarnation": "1", "max": 2, "free": ["cpus": 8, "mem": 1_000, "disk": 1_000], "wait_seconds": 0, "start": true,
        ]).json()["executions"]?.arrayValue ?? []
        token = try #require(claimed.last?["id"]?.intValue)
        let failed = try #require(claimed.first?["id"]?.intValue)
        let finished = try await server.send(.POST, "/api/executions/\(failed)/finish", [
            "outcome": "failed", "error": "missing-file",
        ])
        guard finished.status == 200 else { throw TestFailure(finished.text) }
        _ = try await server.send(.POST, "/api/jobs", ["job_type": "idle", "input": [:], "priority": 3])
    }

    func results(_ path: String) async throws -> [JSON] {
        let answer = try await server.send(.GET, path)
        guard answer.status == 200, let results = try answer.json()["results"]?.arrayValue else {
            throw TestFailure("\(path): \(answer.status) \(answer.text)")
        }
        return results
    }
}

extension JSON {
    /// The names of the members, sorted.
    var names: [String] { (objectValue?.keys ?? []).sorted() }
}
