import HTTPSupport
import JSONSupport
import JobEngine
import JobModel

/// What waits, and how much waited and ran over time (scale.md §6.8).
extension ScaleAPI {
    private static let defaultLoadRange = Duration.seconds(7 * 86_400)

    func addQueueRoutes(to table: inout RouteTable) {
        table.on("\(root)/queue/status/", [.get: queueStatus])
        table.on("\(root)/load/", [.get: load])
    }

    private func queueStatus(_ call: Call) async throws -> Response {
        let page = try await call.page { try await engine.queueStatus(offset: $0, limit: $1) }
        return call.answer(page) { writer, status in
            writer.beginObject()
            writer.key("job_type")
            writer.typeSummary(status.type, release)
            writer.field("count", status.count)
            writer.field("longest_queued", status.longestQueued)
            writer.field("highest_priority", status.highestPriority)
            writer.endObject()
        }
    }

    private func load(_ call: Call) async throws -> Response {
        let parameters = try await call.parameters()
        let now = engine.clock.now()
        let query = LoadQuery(
            since: try parameters.timestamp("started") ?? now - Self.defaultLoadRange,
            until: try parameters.timestamp("ended") ?? now,
            definitions: try parameters.integers("job_type_id"), names: try parameters.strings("job_type_name")
        )
        try RequestParameters.checkRange(from: query.since, to: query.until, atMost: LoadSample.longestRange)
        let page = try await call.page { try await engine.load(query, offset: $0, limit: $1) }
        return call.answer(page) { writer, sample in
            writer.beginObject()
            writer.field("time", sample.time)
            writer.field("pending_count", sample.pending)
            writer.field("queued_count", sample.queued)
            writer.field("running_count", sample.running)
            writer.endObject()
        }
    }
}
