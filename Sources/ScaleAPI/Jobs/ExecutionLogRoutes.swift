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
                "/v6/job-executions/{id:int}/logs/\(stream)/", options: RouteOptions(produces: produces),
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
        var lines: [LogLine] = []
        var last: Int64 = 0
        // A page of the log at a time, up to what one answer may hold; `started` leads on from there.
        while lines.count < LogLine.limit {
            let page = try await engine.log(ofExecution: id, stream: stream, after: last)
            guard let newest = page.chunks.last else { break }
            lines += page.chunks.filter { started == nil || $0.time >= started ?? $0.time }.flatMap(LogLine.lines)
            last = newest.number
        }
        guard !lines.isEmpty else { return .empty(204) }
        if call.mediaType == .json {
            return .json(capacity: 160 * lines.count) { $0.logHits(lines, execution: execution) }
        }
        let text = lines.map { $0.text + "\n" }.joined()
        guard call.mediaType == .html else { return .text(text, mediaType: "text/plain; charset=utf-8") }
        let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        return .text(
            "<!DOCTYPE html><html><body><pre>\(escaped)</pre></body></html>", mediaType: "text/html; charset=utf-8"
        )
    }
}

/// One line of a log.
struct LogLine {
    /// The most lines of one answer.
    static let limit = 10_000

    let stream: LogStream
    let time: Timestamp
    let order: Int64
    let text: String

    static func lines(of chunk: LogChunk) -> [LogLine] {
        String(decoding: chunk.bytes, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
            .filter { !$0.element.isEmpty }
            .map { index, text in
                LogLine(
                    stream: chunk.stream, time: chunk.time, order: chunk.number * 100_000 + Int64(index),
                    text: String(text)
                )
            }
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
