import HTTPSupport
import JSONSupport
import JobEngine
import JobModel

/// Everything that happens to jobs and nodes, as it happens.
extension NativeAPI {
    /// How long a stream may be silent.
    static let keepAlive = Duration.seconds(15)

    func addEventRoutes(to table: inout RouteTable) {
        table.on("/api/events", slash: .optional, options: RouteOptions(produces: [.eventStream]), [.get: events])
    }

    /// Begins with what comes next, or behind the event that `Last-Event-ID` or `since` names.
    private func events(_ call: Call) async throws -> Response {
        let parameters = try await call.parameters()
        let filter = EventFilter(
            job: try parameters.integer("job"), typeName: try parameters.string("type"), node: try parameters.integer("node")
        )
        if let since = try call.lastEventID() ?? parameters.integer("since") { return stream(after: since, filter) }
        return stream(after: try await engine.lastEvent(), filter)
    }

    private func stream(after start: Int64, _ filter: EventFilter) -> Response {
        .eventStream { [engine] writer in
            // So that a client that is cut off at once knows where it was.
            try await writer.send(id: start, event: "hello", data: Array("{}".utf8))
            var position = start
            while !engine.signals.isStopped {
                let found = try await engine.feed(after: position, matching: filter, within: Self.keepAlive)
                for event in found.events {
                    try await writer.send(id: event.sequence, event: event.kind, data: event.json)
                }
                if found.next == position { try await writer.keepAlive() }
                position = found.next
            }
        }
    }
}

extension FeedEvent {
    fileprivate var kind: String {
        switch subject {
        case .job: "job"
        case .node: "node"
        }
    }

    fileprivate var json: [UInt8] {
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        writer.field("sequence", sequence)
        switch subject {
        case .job(let event, let phase, let type): writer.jobEvent(event, phase, type)
        case .node(let id, let transition, let hostname):
            writer.field("node", id)
            writer.field("hostname", hostname)
            writer.field("transition", transition.name)
        }
        writer.field("time", time)
        writer.endObject()
        return writer.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func jobEvent(
        _ event: JobEvent, _ phase: JobPhase, _ type: (id: Int64, name: String, version: String)?
    ) {
        field("job", event.jobID)
        field("transition", event.transition.name)
        field("phase", phase.name)
        key("type")
        if let type {
            beginObject()
            field("id", type.id)
            field("name", type.name)
            field("version", type.version)
            endObject()
        } else {
            null()
        }
        field("node", event.node)
        field("progress", event.progress)
        field("error", event.error)
    }
}
