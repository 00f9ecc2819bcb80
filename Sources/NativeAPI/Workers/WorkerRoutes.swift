import HTTPSupport
import JSONSupport
import JobEngine
import JobModel

/// What workers call; docs/worker-protocol.md says how.
extension NativeAPI {
    func addWorkerRoutes(to table: inout RouteTable) {
        let options = RouteOptions(maximumBody: 8 << 20, takesForms: false)
        func on(_ path: String, _ handler: @escaping RouteHandler) {
            table.on(path, slash: .optional, access: .worker, options: options, [.post: handler])
        }
        on("/api/nodes/register", register)
        on("/api/nodes/{id:int}/claim", claim)
        on("/api/nodes/{id:int}/heartbeat", heartbeat)
        on("/api/executions/start", startMany)
        on("/api/executions/finish", finishMany)
        on("/api/executions/{id:int}/start", start)
        on("/api/executions/{id:int}/progress", progress)
        on("/api/executions/{id:int}/finish", finish)
        on("/api/executions/{id:int}/release", release)
    }

    private func register(_ call: Call) async throws -> Response {
        let message = try WorkerMessage(try await call.json())
        let node = try await engine.registerNode(
            NodeRegistration(
                hostname: try message.text("hostname"),
                incarnation: try message.text("incarnation"),
                version: try message.optionalText("version") ?? "",
                resources: try message.resources("resources")
            ),
            owner: try call.requireUser()
        )
        let settings = engine.settings
        return .json { writer in
            writer.beginObject()
            writer.field("node_id", node.id)
            writer.field("lease_seconds", settings.leaseDuration.components.seconds)
            writer.field("heartbeat_seconds", settings.heartbeatInterval.components.seconds)
            writer.endObject()
        }
    }

    private func claim(_ call: Call) async throws -> Response {
        let message = try WorkerMessage(try await call.json())
        let wait = try message.optionalInteger("wait_seconds") ?? 0
        guard (0...NativeLimits.wait).contains(wait) else {
            throw RequestError(400, "wait_seconds must be between 0 and \(NativeLimits.wait).")
        }
        let executions = try await engine.claim(ClaimRequest(
            node: try call.pathID("id"),
            owner: try call.requireUser(),
            incarnation: try message.text("incarnation"),
            maximum: Int(clamping: try message.optionalInteger("max") ?? 1),
            free: try message.resources("free"),
            startsAtOnce: try message.optionalFlag("start") ?? false,
            wait: .seconds(wait)
        ))
        let files = try await engine.inputFiles(ofJobs: executions.map(\.job))
        return .json(capacity: 2_048 * executions.count + 64) { $0.claim(executions, files: files) }
    }

    private func heartbeat(_ call: Call) async throws -> Response {
        let message = try WorkerMessage(try await call.json())
        let entries = try message.list("executions").map { entry in
            HeartbeatEntry(token: try entry.integer("id"), progress: try entry.optionalNumber("progress"))
        }
        let answer = try await engine.heartbeat(
            node: try call.pathID("id"), owner: try call.requireUser(), incarnation: try message.text("incarnation"),
            executions: entries
        )
        let lease = engine.settings.leaseDuration.components.seconds
        return .json { writer in
            writer.beginObject()
            writer.key("cancel")
            writer.array(answer.cancel)
            writer.key("lost")
            writer.array(answer.lost)
            writer.field("lease_seconds", lease)
            writer.endObject()
        }
    }

    private func startMany(_ call: Call) async throws -> Response {
        let message = try WorkerMessage(try await call.json())
        let tokens = try message.list("executions").map { try $0.integer("id") }
        return try await Self.answer(engine.startExecutions(tokens, owner: try call.requireUser()))
    }

    private func finishMany(_ call: Call) async throws -> Response {
        let message = try WorkerMessage(try await call.json())
        let results = try message.list("results").map { try $0.result(token: try $0.integer("id")) }
        return try await Self.answer(engine.finishExecutions(results, owner: try call.requireUser()))
    }

    private func start(_ call: Call) async throws -> Response {
        let token = try call.pathID("id")
        return try await Self.single(engine.startExecutions([token], owner: try call.requireUser()))
    }

    private func progress(_ call: Call) async throws -> Response {
        let message = try WorkerMessage(try await call.json())
        let answer = try await engine.progressExecution(
            try call.pathID("id"), fraction: try message.number("progress"), owner: try call.requireUser()
        )
        return try Self.single([answer])
    }

    private func finish(_ call: Call) async throws -> Response {
        let token = try call.pathID("id")
        let result = try WorkerMessage(try await call.json()).result(token: token)
        return try await Self.single(engine.finishExecutions([result], owner: try call.requireUser()))
    }

    private func release(_ call: Call) async throws -> Response {
        let token = try call.pathID("id")
        return try await Self.single(engine.releaseExecutions([token], owner: try call.requireUser()))
    }

    private static func answer(_ answers: [ExecutionAnswer]) -> Response {
        .json(capacity: 80 * answers.count + 16) { writer in
            writer.beginObject()
            writer.key("results")
            writer.beginArray()
            for answer in answers { writer.executionAnswer(answer) }
            writer.endArray()
            writer.endObject()
        }
    }

    /// The answer to a request about one execution: 404 for an unknown one, 409 when it was refused.
    private static func single(_ answers: [ExecutionAnswer]) throws(RequestError) -> Response {
        guard let answer = answers.first, answer.phase != nil else { throw .notFound }
        guard answer.isAccepted else { throw RequestError(409, answer.reason ?? "The execution was refused.") }
        return .json { $0.executionAnswer(answer) }
    }
}

extension Call {
    /// The user whose key a worker uses; nodes belong to users.
    func requireUser() throws(RequestError) -> Int64 {
        guard let principal else { throw RequestError(401, "Authentication credentials were not provided.") }
        return principal.userID
    }
}

extension JSONWriter {
    mutating func array(_ numbers: [Int64]) {
        beginArray()
        for number in numbers { value(number) }
        endArray()
    }

    fileprivate mutating func executionAnswer(_ answer: ExecutionAnswer) {
        beginObject()
        field("id", answer.token)
        field("accepted", answer.isAccepted)
        field("phase", answer.phase?.name)
        if let reason = answer.reason { field("reason", reason) }
        endObject()
    }
}
