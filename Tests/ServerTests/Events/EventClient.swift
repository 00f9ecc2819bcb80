import AsyncHTTPClient
import Foundation
import JSONSupport
import NIOCore
import NIOHTTP1

/// A client of server-sent events, as simple as the format.
struct EventClient {
    struct Event: Sendable {
        let id: Int64?
        let name: String
        let data: JSON
    }

    let server: TestServer

    /// Opens a stream and hands its events, but for the greeting, to `body`, which ends the stream when it returns.
    func listen<Value>(
        _ path: String, lastID: Int64? = nil, _ body: (inout Iterator) async throws -> Value
    ) async throws -> Value {
        var request = HTTPClientRequest(url: server.address + path)
        let credentials = Data("admin:\(TestServer.password)".utf8).base64EncodedString()
        request.headers.add(name: "Authorization", value: "Basic \(credentials)")
        request.headers.add(name: "Accept", value: "text/event-stream")
        if let lastID { request.headers.add(name: "Last-Event-ID", value: String(lastID)) }
        let client = HTTPClient(eventLoopGroupProvider: .singleton)
        do {
            let response = try await client.execute(request, timeout: .seconds(60))
            guard response.status == .ok, response.headers.first(name: "Content-Type") == "text/event-stream" else {
                throw TestFailure("\(path) was answered \(response.status)")
            }
            var iterator = Iterator(body: response.body.makeAsyncIterator())
            let value = try await body(&iterator)
            try await client.shutdown()
            return value
        } catch {
            try await client.shutdown()
            throw error
        }
    }

    struct Iterator {
        fileprivate var body: HTTPClientResponse.Body.AsyncIterator
        private var text = ""

        fileprivate init(body: HTTPClientResponse.Body.AsyncIterator) {
            self.body = body
        }

        /// - Throws: `TestFailure` when the stream ends.
        mutating func next() async throws -> Event {
            while true {
                if let end = text.range(of: "\n\n") {
                    let block = text[..<end.lowerBound]
                    text = String(text[end.upperBound...])
                    if let event = try Self.event(block) { return event }
                    continue
                }
                guard let bytes = try await body.next() else { throw TestFailure("the stream has ended") }
                text += String(buffer: bytes)
            }
        }

        /// - Returns: nil for a comment, and for what only the client itself needs to know.
        private static func event(_ block: Substring) throws -> Event? {
            var fields: [Substring: Substring] = [:]
            for line in block.split(separator: "\n") {
                let parts = line.split(separator: ": ", maxSplits: 1)
                if parts.count == 2 { fields[parts[0]] = parts[1] }
            }
            guard let data = fields["data"] else { return nil }
            return Event(
                id: fields["id"].flatMap { Int64($0) }, name: fields["event"].map(String.init) ?? "message",
                data: try JSON.parse(Array(data.utf8))
            )
        }
    }
}
