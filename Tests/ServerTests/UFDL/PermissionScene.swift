import JSONSupport
import Testing

/// Who sends a request.
enum Actor: CaseIterable {
    case anonymous
    /// Nobody's token, but the id of the node that holds the job.
    case anonymousNode
    case user
    case staff
    /// A user whose node holds the job.
    case holder
    /// A user whose node takes the job for its own, though another one holds it now.
    case working
    /// A user whose node has nothing to do with the job.
    case idle
    /// A user with the id of another user's node, which holds the job.
    case stranger
}

/// The rows that requests are about, made anew for each, because many of them change what they are allowed to.
struct PermissionScene {
    let server: TestServer
    let template: Int64
    private let meta: Int64
    private let tokens: [String: String]

    init(_ server: TestServer) async throws {
        self.server = server
        var tokens = ["admin": try await Self.token("admin", TestServer.password, server)]
        for user in ["bob", "carol"] {
            let body: JSON = ["username": .string(user), "password": "long enough"]
            _ = try await server.send(.POST, "/api/users", body)
            tokens[user] = try await Self.token(user, "long enough", server)
        }
        self.tokens = tokens
        template = try await Self.add(server, tokens["admin"], "job-templates/import", Self.importBody([
            "job_type": "Export", "executor_class": "x", "required_packages": "", "parameters": [:],
        ], name: "plain"))
        meta = try await Self.add(server, tokens["admin"], "job-templates/import", Self.importBody([
            "nodes": ["child": ["name": "plain"]], "dependencies": [],
        ], name: "meta"))
    }

    /// - Returns: the status of the answer.
    func status(of actor: Actor, _ request: PermissionRequest) async throws -> Int {
        var headers = ["Authorization": ""]
        switch actor {
        case .anonymous, .anonymousNode: break
        case .staff: headers["Authorization"] = bearer("admin")
        default: headers["Authorization"] = bearer("bob")
        }
        let node = try await node(of: actor == .stranger ? "carol" : "bob")
        let other = try await self.node(of: "carol")
        if ![.anonymous, .user, .staff].contains(actor) { headers["Node-Id"] = String(node) }
        var path = request.path
            .replacing("{template}", with: "\(template)").replacing("{other}", with: "\(other)")
            .replacing("{node}", with: "\(actor == .stranger ? other : node)")
        if path.contains("{job}") { path = path.replacing("{job}", with: "\(try await job(for: actor, node, other))") }
        if path.contains("{meta}") { path = path.replacing("{meta}", with: "\(try await job(of: meta))") }
        if path.contains("/outputs/") { headers["Content-Disposition"] = "attachment; filename=x" }
        let body: [UInt8]? = request.method == .GET ? nil : Array("{}".utf8)
        return try await server.send(request.method, path, bytes: body, headers: headers).status
    }

    private func job(for actor: Actor, _ node: Int64, _ other: Int64) async throws -> Int64 {
        let job = try await job(of: template)
        switch actor {
        case .holder, .anonymousNode:
            try await act(.GET, "jobs/\(job)/acquire", "bob", node)
        case .stranger:
            try await act(.GET, "jobs/\(job)/acquire", "carol", node)
        case .working:
            try await act(.GET, "jobs/\(job)/acquire", "bob", node)
            try await act(.POST, "jobs/\(job)/start", "bob", node, ["send_notification": ""])
            try await act(.DELETE, "jobs/\(job)/abort", "admin", nil)
            try await act(.GET, "jobs/\(job)/acquire", "carol", other)
        default: break
        }
        return job
    }

    private func job(of template: Int64) async throws -> Int64 {
        try await Self.add(server, tokens["bob"], "job-templates/\(template)/create-job", [
            "input_values": [:], "parameter_values": [:],
        ])
    }

    private func node(of user: String) async throws -> Int64 {
        let address = "\(UInt64.random(in: 0...UInt64.max))"
        return try await Self.add(server, tokens[user], "nodes/create", ["ip": .string(address), "index": 0, "cpu_mem": 1])
    }

    private func act(
        _ method: TestMethod, _ path: String, _ user: String, _ node: Int64?, _ body: JSON? = nil
    ) async throws {
        var headers = ["Authorization": bearer(user)]
        headers["Node-Id"] = node.map { String($0) }
        let answer = try await server.send(method, "/v1/\(path)", body, headers: headers)
        guard answer.status == 200 else { throw TestFailure("\(path): \(answer.text)") }
    }

    private func bearer(_ user: String) -> String { "Bearer \(tokens[user] ?? "")" }

    private static func importBody(_ specific: JSON, name: String) -> JSON {
        ["name": .string(name), "scope": "public", "licence": "Apache 2.0", "specific": specific]
    }

    private static func token(_ user: String, _ password: String, _ server: TestServer) async throws -> String {
        let body: JSON = ["username": .string(user), "password": .string(password)]
        let answer = try await server.send(.POST, "/v1/auth/obtain", body, headers: ["Authorization": ""])
        guard let token = try answer.json()["access"]?.stringValue else { throw TestFailure(answer.text) }
        return token
    }

    private static func add(_ server: TestServer, _ token: String?, _ path: String, _ body: JSON) async throws -> Int64 {
        let headers = ["Authorization": "Bearer \(token ?? "")"]
        let answer = try await server.send(.POST, "/v1/\(path)", body, headers: headers)
        guard let key = try answer.json()["pk"]?.intValue else { throw TestFailure("\(path): \(answer.text)") }
        return key
    }
}
