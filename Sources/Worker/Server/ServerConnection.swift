import AsyncHTTPClient
import JSONSupport
import NIOCore
import NIOHTTP1

/// The worker's way to its server.
struct ServerConnection: Sendable {
    /// The largest answer that is read into memory: a thousand executions with their manifests.
    private static let answerLimit = 256 << 20

    private let server: String
    private let key: String
    private let client: HTTPClient

    init(server: String, key: String, client: HTTPClient) {
        self.server = server
        self.key = key
        self.client = client
    }

    /// Sends a message and reads the answer.
    /// - Parameter patience: how long the answer may take; more than the wait of a long poll.
    /// - Throws: `ServerRefusal` for a status that is not 2xx, else what went wrong on the way.
    @discardableResult
    func post(_ path: String, _ message: JSON, patience: TimeAmount = .seconds(30)) async throws -> JSON {
        var request = request(path, .POST)
        request.headers.add(name: "Content-Type", value: "application/json")
        request.body = .bytes(ByteBuffer(string: message.compactText))
        return try await json(request, patience: patience)
    }

    func postBytes(_ path: String, _ bytes: ByteBuffer) async throws -> JSON {
        var request = request(path, .POST)
        request.headers.add(name: "Content-Type", value: "application/octet-stream")
        request.body = .bytes(bytes)
        return try await json(request, patience: .seconds(30))
    }

    /// Streams a file to the server.
    func put<Body: AsyncSequence & Sendable>(
        _ path: String, _ body: Body, length: Int64
    ) async throws -> JSON where Body.Element == ByteBuffer {
        var request = request(path, .PUT)
        request.headers.add(name: "Content-Type", value: "application/octet-stream")
        request.body = .stream(body, length: .known(length))
        return try await json(request, patience: .hours(12))
    }

    /// Streams a file from the server to `write`.
    func get(_ path: String, _ write: (ByteBuffer) async throws -> Void) async throws {
        let response = try await client.execute(request(path, .GET), timeout: .hours(12))
        guard (200..<300).contains(response.status.code) else { throw try await refusal(response) }
        for try await chunk in response.body { try await write(chunk) }
    }

    private func request(_ path: String, _ method: HTTPMethod) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: server + path)
        request.method = method
        request.headers.add(name: "Authorization", value: "Token \(key)")
        return request
    }

    private func json(_ request: HTTPClientRequest, patience: TimeAmount) async throws -> JSON {
        let response = try await client.execute(request, timeout: patience)
        guard (200..<300).contains(response.status.code) else { throw try await refusal(response) }
        let body = try await response.body.collect(upTo: Self.answerLimit)
        return body.readableBytes == 0 ? .null : try JSON.parse(Array(body.readableBytesView))
    }

    private func refusal(_ response: HTTPClientResponse) async throws -> ServerRefusal {
        let body = try await response.body.collect(upTo: 1 << 20)
        let detail = (try? JSON.parse(Array(body.readableBytesView)))?["detail"]?.stringValue
        return ServerRefusal(status: Int(response.status.code), detail: detail ?? response.status.reasonPhrase)
    }
}

/// The server said no.
package struct ServerRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    package let status: Int
    package let detail: String

    package var description: String {
        "the server answered \(status): \(detail)"
    }

    /// Whether asking again may help.
    var isPassing: Bool {
        status >= 500 || status == 429
    }
}
