import HTTPSupport
import JSONSupport
import JobEngine

/// The machines that run jobs: looking, pausing, taking out of service (scale.md §6.8, §10).
extension ScaleAPI {
    private static let nodeFields = ["is_paused", "pause_reason", "is_active"]

    func addNodeRoutes(to table: inout RouteTable) {
        table.on("\(root)/nodes/", [.get: nodes])
        table.on("\(root)/nodes/{id:int}/", [.get: node, .patch: editNode])
    }

    private func nodes(_ call: Call) async throws -> Response {
        let isActive = try await call.parameters().boolean("is_active")
        let nodes = try await engine.nodes().filter { isActive == nil || $0.isActive == isActive }
        let page = try await call.page { offset, limit in (nodes.part(offset, limit), Int64(nodes.count)) }
        return call.answer(page) { writer, node in writer.fullNode(node) }
    }

    private func node(_ call: Call) async throws -> Response {
        guard let node = try await engine.node(try call.pathID("id")) else { throw RequestError.notFound }
        return .json { $0.fullNode(node) }
    }

    private func editNode(_ call: Call) async throws -> Response {
        let id = try call.pathID("id")
        let parameters = try await call.parameters()
        let change = NodeChange(
            isPaused: try parameters.boolean("is_paused"), pauseReason: try parameters.string("pause_reason"),
            isActive: try parameters.boolean("is_active")
        )
        try parameters.checkFields(Self.nodeFields)
        guard !parameters.bodyFields.isEmpty else { throw RequestError(400, "No fields specified for update.") }
        try await engine.changeNode(id, change)
        return .empty(204)
    }
}

extension JSONWriter {
    fileprivate mutating func fullNode(_ node: NodeRow) {
        beginObject()
        field("id", node.id)
        field("hostname", node.hostname)
        field("pause_reason", node.pauseReason)
        field("is_paused", node.isPaused)
        field("is_active", node.isActive)
        field("deprecated", node.deprecated)
        field("created", node.created)
        field("last_modified", node.lastModified)
        endObject()
    }
}
