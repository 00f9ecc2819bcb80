import HTTPSupport
import JSONSupport
import JobEngine
import JobModel

extension NativeAPI {
    func addNodeRoutes(to table: inout RouteTable) {
        table.on("/api/nodes", slash: .optional, [.get: nodes])
        table.on("/api/nodes/{id:int}", slash: .optional, [.patch: edit])
    }

    private func nodes(_ call: Call) async throws -> Response {
        let nodes = try await engine.nodes()
        let heardSince = engine.clock.now() - engine.settings.leaseDuration
        return .json { writer in
            writer.beginObject()
            writer.key("nodes")
            writer.beginArray()
            for node in nodes { writer.nativeNode(node, isOnline: node.isActive && node.lastSeen >= heardSince) }
            writer.endArray()
            writer.endObject()
        }
    }

    private func edit(_ call: Call) async throws -> Response {
        let parameters = try await call.parameters()
        try parameters.checkFields(["is_paused", "pause_reason"])
        let id = try call.pathID("id")
        let isPaused = try parameters.required("is_paused", parameters.boolean)
        try await engine.setNode(id, paused: isPaused, reason: try parameters.string("pause_reason"))
        return .empty(204)
    }
}

extension JSONWriter {
    fileprivate mutating func nativeNode(_ node: NodeRow, isOnline: Bool) {
        beginObject()
        field("id", node.id)
        field("hostname", node.hostname)
        field("version", node.version)
        key("resources")
        nativeResources(node.resources)
        field("is_active", node.isActive)
        field("is_paused", node.isPaused)
        field("pause_reason", node.pauseReason)
        field("is_online", isOnline)
        field("last_seen", node.lastSeen)
        field("created", node.created)
        endObject()
    }
}
