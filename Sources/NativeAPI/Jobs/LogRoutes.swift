import HTTPSupport
import JSONSupport
import JobEngine
import JobModel
import NIOCore

extension NativeAPI {
    func addLogRoutes(to table: inout RouteTable) {
        let raw = RouteOptions(maximumBody: JobEngine.maximumLogChunk)
        table.on("/api/jobs/{id:int}/log", slash: .optional, [.get: jobLog])
        table.on("/api/executions/{id:int}/log", slash: .optional, [.get: executionLog])
        table.on("/api/executions/{id:int}/log", slash: .optional, access: .worker, options: raw, [.post: append])
    }

    private func jobLog(_ call: Call) async throws -> Response {
        let id = try call.pathID("id")
        guard let execution = try await engine.latestExecution(ofJob: id) else {
            return .json { $0.nativeLog(.empty, after: 0, execution: nil) }
        }
        return try await log(ofExecution: execution.execution.id, call)
    }

    private func executionLog(_ call: Call) async throws -> Response {
        try await log(ofExecution: try call.pathID("id"), call)
    }

    private func log(ofExecution id: Int64, _ call: Call) async throws -> Response {
        let parameters = try await call.parameters()
        let name = try parameters.string("stream") ?? "combined"
        let stream = LogStream(name: name)
        guard stream != nil || name == "combined" else {
            throw RequestError(400, "stream must be one of stdout, stderr, combined; \(name) is not.")
        }
        let after = try parameters.integer("after") ?? 0
        let wait = try parameters.wait()
        let page = try await engine.log(ofExecution: id, stream: stream, after: after, within: wait)
        return .json(capacity: 4_096) { $0.nativeLog(page, after: after, execution: id) }
    }

    private func append(_ call: Call) async throws -> Response {
        guard let stream = call.query.last("stream").flatMap({ LogStream(name: $0) }) else {
            throw RequestError(400, "stream must be stdout or stderr.")
        }
        guard let offset = call.query.last("offset").flatMap({ Int64($0) }), offset >= 0 else {
            throw RequestError(400, "offset must be a number of bytes.")
        }
        let bytes = try await call.bytes()
        let next = try await engine.appendLog(
            ofExecution: try call.pathID("id"), owner: try call.requireUser(), stream: stream, offset: offset,
            bytes: Array(bytes.readableBytesView)
        )
        return .json { writer in
            writer.beginObject()
            writer.field("offset", next)
            writer.endObject()
        }
    }
}

extension JSONWriter {
    fileprivate mutating func nativeLog(_ page: LogPage, after: Int64, execution: Int64?) {
        beginObject()
        field("execution", execution)
        key("chunks")
        beginArray()
        for chunk in page.chunks {
            beginObject()
            field("number", chunk.number)
            field("stream", chunk.stream.name)
            field("time", chunk.time)
            // A job may write bytes that are no UTF-8; they are shown as replacement characters.
            field("text", String(decoding: chunk.bytes, as: UTF8.self))
            endObject()
        }
        endArray()
        field("next", page.chunks.last?.number ?? after)
        field("ended", page.hasEnded)
        endObject()
    }
}
