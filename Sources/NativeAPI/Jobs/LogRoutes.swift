import HTTPSupport
import JSONSupport
import JobEngine
import JobModel
import NIOCore

extension NativeAPI {
    func addLogRoutes(to table: inout RouteTable) {
        let raw = RouteOptions(maximumBody: JobEngine.maximumLogChunk)
        let readable = RouteOptions(produces: [.json, .eventStream])
        table.on("/api/jobs/{id:int}/log", slash: .optional, options: readable, [.get: jobLog])
        table.on("/api/executions/{id:int}/log", slash: .optional, options: readable, [.get: executionLog])
        table.on("/api/executions/{id:int}/log", slash: .optional, access: .worker, options: raw, [.post: append])
    }

    private func jobLog(_ call: Call) async throws -> Response {
        let id = try call.pathID("id")
        if call.mediaType == .eventStream {
            _ = try await engine.job(id)
            let (stream, after) = try await Self.place(call)
            return .eventStream { writer in
                guard let execution = try await awaitExecution(ofJob: id, &writer) else { return }
                try await follow(execution, stream, after: after, &writer)
            }
        }
        guard let execution = try await engine.latestExecution(ofJob: id) else {
            return .json { $0.nativeLog(.empty, after: 0, execution: nil) }
        }
        return try await log(ofExecution: execution.execution.id, call)
    }

    private func executionLog(_ call: Call) async throws -> Response {
        try await log(ofExecution: try call.pathID("id"), call)
    }

    /// Which stream is wanted, nil for both, and the number of the last piece that the client has.
    private static func place(_ call: Call) async throws -> (stream: LogStream?, after: Int64) {
        let parameters = try await call.parameters()
        let name = try parameters.string("stream") ?? "combined"
        let stream = LogStream(name: name)
        guard stream != nil || name == "combined" else {
            throw RequestError(400, "stream must be one of stdout, stderr, combined; \(name) is not.")
        }
        return (stream, try call.lastEventID() ?? parameters.integer("after") ?? 0)
    }

    private func log(ofExecution id: Int64, _ call: Call) async throws -> Response {
        let (stream, after) = try await Self.place(call)
        if call.mediaType == .eventStream {
            _ = try await engine.execution(id)
            return .eventStream { try await follow(id, stream, after: after, &$0) }
        }
        let wait = try await call.parameters().wait()
        let page = try await engine.log(ofExecution: id, stream: stream, after: after, within: wait)
        return .json(capacity: 4_096) { $0.nativeLog(page, after: after, execution: id) }
    }

    /// Waits for the job to begin.
    private func awaitExecution(ofJob id: Int64, _ writer: inout EventStreamWriter) async throws -> Int64? {
        while !engine.signals.isStopped {
            let found = try await engine.signals.firstResult(after: .job(id), within: Self.keepAlive) {
                try await engine.latestExecution(ofJob: id)
            }
            if let found { return found.execution.id }
            try await writer.keepAlive()
        }
        return nil
    }

    /// Streams a log and follows it to its end.
    private func follow(
        _ id: Int64, _ stream: LogStream?, after start: Int64, _ writer: inout EventStreamWriter
    ) async throws {
        var number = start
        while !engine.signals.isStopped {
            let page = try await engine.log(ofExecution: id, stream: stream, after: number, within: Self.keepAlive)
            for chunk in page.chunks {
                var json = JSONWriter(capacity: chunk.bytes.count + 128)
                json.logChunk(chunk)
                try await writer.send(id: chunk.number, event: "log", data: json.bytes)
                number = chunk.number
            }
            if page.hasEnded { return try await writer.send(event: "end", data: Array("{}".utf8)) }
            if page.chunks.isEmpty { try await writer.keepAlive() }
        }
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
    fileprivate mutating func logChunk(_ chunk: LogChunk) {
        beginObject()
        field("number", chunk.number)
        field("stream", chunk.stream.name)
        field("time", chunk.time)
        // A job may write bytes that are no UTF-8; they are shown as replacement characters.
        field("text", String(decoding: chunk.bytes, as: UTF8.self))
        endObject()
    }

    fileprivate mutating func nativeLog(_ page: LogPage, after: Int64, execution: Int64?) {
        beginObject()
        field("execution", execution)
        key("chunks")
        beginArray()
        for chunk in page.chunks { logChunk(chunk) }
        endArray()
        field("next", page.chunks.last?.number ?? after)
        field("ended", page.hasEnded)
        endObject()
    }
}
