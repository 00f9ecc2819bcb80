import JSONSupport

/// A worker as the bench plays it: it claims and finishes without running anything.
struct BenchNode: Sendable {
    let connection: LoadConnection
    let id: Int64
    let incarnation: String

    static func register(on connection: LoadConnection, name: String) async throws -> BenchNode {
        let incarnation = "bench-\(name)"
        let answer = try await connection.send(
            "POST", "/api/nodes/register",
            body: """
                {"hostname":"\(name)","incarnation":"\(incarnation)","version":"bench",\
                "resources":{"cpus":100000,"mem":1000000000,"disk":1000000000}}
                """
        ).json()
        guard let id = answer["node_id"]?.intValue else { throw BenchError("the server gave the node no id") }
        return BenchNode(connection: connection, id: id, incarnation: incarnation)
    }

    /// - Returns: the ids of the claimed executions.
    func claim(_ maximum: Int, wait: Int = 0, starting: Bool = false) async throws -> [Int64] {
        let answer = try await connection.send(
            "POST", "/api/nodes/\(id)/claim",
            body: """
                {"incarnation":"\(incarnation)","max":\(maximum),"wait_seconds":\(wait),"start":\(starting),\
                "free":{"cpus":100000,"mem":1000000000,"disk":1000000000}}
                """
        ).json()
        return answer["executions"]?.arrayValue?.compactMap { $0["id"]?.intValue } ?? []
    }

    func start(_ execution: Int64) async throws {
        _ = try await connection.send("POST", "/api/executions/\(execution)/start", body: "{}").json()
    }

    func finish(_ execution: Int64) async throws {
        _ = try await connection.send(
            "POST", "/api/executions/\(execution)/finish", body: #"{"outcome":"succeeded","exit_code":0}"#
        ).json()
    }

    func finish(_ executions: [Int64]) async throws {
        let results = executions.map { #"{"id":\#($0),"outcome":"succeeded","exit_code":0}"# }
        _ = try await connection.send(
            "POST", "/api/executions/finish", body: #"{"results":[\#(results.joined(separator: ","))]}"#
        ).json()
    }
}
