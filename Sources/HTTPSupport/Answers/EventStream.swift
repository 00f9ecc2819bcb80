import HTTPTypes
import HummingbirdCore
import JSONSupport
import NIOCore

/// Writes server-sent events (HTML, "Server-sent events"). What is written waits until the client has taken what came
/// before, so a slow client holds up nobody and costs no memory.
package struct EventStreamWriter {
    private var writer: any ResponseBodyWriter

    fileprivate init(_ writer: any ResponseBodyWriter) {
        self.writer = writer
    }

    /// - Parameters:
    ///   - id: what the client says in `Last-Event-ID` when it comes again.
    ///   - data: JSON, which has no line breaks.
    package mutating func send(id: Int64? = nil, event: String, data: [UInt8]) async throws {
        var text = ""
        if let id { text += "id: \(id)\n" }
        text += "event: \(event)\ndata: "
        var buffer = ByteBuffer(string: text)
        buffer.writeBytes(data)
        buffer.writeStaticString("\n\n")
        try await writer.write(buffer)
    }

    /// Shows the client, and whatever stands between, that the connection lives.
    package mutating func keepAlive() async throws {
        try await writer.write(ByteBuffer(string: ": \n\n"))
    }
}

extension Response {
    /// A stream of events that lasts until `body` returns or the client goes away.
    package static func eventStream(
        _ body: @escaping @Sendable (inout EventStreamWriter) async throws -> Void
    ) -> Response {
        let content = ResponseBody { writer in
            var stream = EventStreamWriter(writer)
            // The client comes again after two seconds when the connection is lost.
            try await writer.write(ByteBuffer(string: "retry: 2000\n\n"))
            try await body(&stream)
            try await writer.finish(nil)
        }
        // nginx would else gather the stream before it passes it on.
        let headers: HTTPFields = [
            .contentType: "text/event-stream", .cacheControl: "no-store", .xAccelBuffering: "no",
            .xContentTypeOptions: "nosniff",
        ]
        return Response(status: .ok, headers: headers, body: content)
    }
}

extension Call {
    /// The number of the last event that a client had before its connection was lost.
    package func lastEventID() throws(RequestError) -> Int64? {
        guard let text = request.headers[.lastEventID], !text.isEmpty else { return nil }
        guard let number = Int64(text) else { throw RequestError(400, "Last-Event-ID must be the number of an event.") }
        return number
    }
}
