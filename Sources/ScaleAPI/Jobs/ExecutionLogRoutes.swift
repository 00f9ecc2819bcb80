import HTTPSupport
import JSONSupport
import JobEngine
import JobModel

/// The logs of executions: as Elasticsearch hits, which is how Scale's clients got them, or as text or HTML by `Accept`
/// (scale.md §6.8).
extension ScaleAPI {
    func addExecutionRoutes(to table: inout RouteTable) {
        let produces = [MediaType.json, .plainText, .html]
        for stream in ["stdout", "stderr", "combined"] {
            table.on(
                "\(root)/job-executions/{id:int}/logs/\(stream)/", options: RouteOptions(produces: produces),
                [.get: { call in try await log(call, stream: LogStream(name: stream)) }]
            )
        }
    }

    /// - Parameter stream: nil for both.
    private func log(_ call: Call, stream: LogStream?) async throws -> Response {
        let parameters = try await call.parameters()
        let started = try parameters.timestamp("started")
        let id = try call.pathID("id")
        let execution = try await engine.execution(id)
        var lines = LogLines(from: started)
        // The piece before the first wanted one may hold the beginning of a line.
        var last: Int64 = 0
        if let started { last = try await engine.logNumber(ofExecution: id, before: started) - 1 }
        while !lines.isFull {
            let page = try await engine.log(ofExecution: id, stream: stream, after: last)
            guard let newest = page.chunks.last else { break }
            for chunk in page.chunks where !lines.isFull { lines.add(chunk) }
            last = newest.number
        }
        lines.finish()
        guard !lines.complete.isEmpty else { return .empty(204) }
        if call.mediaType == .json {
            return .json(capacity: 160 * lines.complete.count) { $0.logHits(lines.complete, execution: execution) }
        }
        let text = lines.complete.map { $0.text + "\n" }.joined()
        guard call.mediaType == .html else { return .text(text, mediaType: "text/plain; charset=utf-8") }
        let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        return .text(
            "<!DOCTYPE html><html><body><pre>\(escaped)</pre></body></html>", mediaType: "text/html; charset=utf-8"
        )
    }
}

extension JSONWriter {
    fileprivate mutating func logHits(_ lines: [LogLine], execution: ExecutionDetails) {
        beginObject()
        key("hits")
        beginObject()
        field("total", lines.count)
        key("hits")
        beginArray()
        for line in lines {
            beginObject()
            key("_source")
            beginObject()
            field("@timestamp", line.time)
            field("message", line.text)
            field("scale_order_num", line.order)
            field("scale_task", execution.execution.id)
            field("scale_job_exe", "drover-\(execution.execution.jobID)-\(execution.execution.number)")
            field("stream", line.stream.name)
            endObject()
            endObject()
        }
        endArray()
        endObject()
        endObject()
    }
}
