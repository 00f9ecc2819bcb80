import AsyncHTTPClient
import JSONSupport
import NIOCore
import NIOHTTP1

/// A container engine that speaks Docker's REST API on a Unix socket: Docker itself, or Podman's `podman system service`.
package struct ContainerEngine: Sendable {
    /// The largest answer that is read into memory: a list of containers with all that is known of them.
    private static let answerLimit = 32 << 20
    /// How long the engine may take for what it does at once.
    static let patience = TimeAmount.seconds(60)

    /// The path of the socket.
    package let socket: String
    /// What the engine calls itself.
    package let name: String
    package let version: EngineVersion
    private let client: HTTPClient

    /// Connects, asks for the versions, and closes the connections when `body` is done.
    /// - Throws: `EngineError` when nothing useful answers; what `body` throws.
    package static func with<Value: Sendable>(
        socket: String, _ body: (ContainerEngine) async throws -> Value
    ) async throws -> Value {
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: clientConfiguration)
        do {
            let value = try await body(try await ContainerEngine(socket: socket, client: client))
            try await client.shutdown()
            return value
        } catch {
            try? await client.shutdown()
            throw error
        }
    }

    /// Each running container has two requests open for as long as it runs.
    private static var clientConfiguration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 4_096
        configuration.timeout.connect = .seconds(5)
        configuration.redirectConfiguration = .disallow
        return configuration
    }

    private init(socket: String, client: HTTPClient) async throws {
        self.socket = socket
        self.client = client
        let answer: JSON
        do {
            let response = try await client.execute(Self.request(socket, "/version"), timeout: .seconds(10))
            answer = try JSON.parse(Array(try await response.body.collect(upTo: 1 << 20).readableBytesView))
        } catch {
            throw EngineError.unreachable(socket: socket, reason: "\(error)")
        }
        version = try EngineVersion.common(with: answer)
        let component = answer["Components"]?.arrayValue?.first
        name = component?["Name"]?.stringValue ?? "engine"
    }

    /// Sends a request below the agreed version of the API.
    /// - Throws: `EngineError`, or what went wrong on the way.
    func send(
        _ method: HTTPMethod, _ path: String, body: HTTPClientRequest.Body? = nil, type: String = "application/json",
        headers: [(String, String)] = [], patience: TimeAmount = patience
    ) async throws -> HTTPClientResponse {
        var request = Self.request(socket, "/v\(version)\(path)")
        request.method = method
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let body {
            request.headers.add(name: "Content-Type", value: type)
            request.body = body
        }
        let response = try await client.execute(request, timeout: patience)
        // 304: it has been started, or ended, before.
        guard (200..<300).contains(response.status.code) || response.status == .notModified else {
            throw try await Self.refusal(response)
        }
        return response
    }

    /// Sends a message and reads the answer; null where there is none.
    @discardableResult
    func json(
        _ method: HTTPMethod, _ path: String, _ message: JSON? = nil, patience: TimeAmount = patience
    ) async throws -> JSON {
        let body = message.map { HTTPClientRequest.Body.bytes(ByteBuffer(string: $0.compactText)) }
        let response = try await send(method, path, body: body, patience: patience)
        let bytes = try await response.body.collect(upTo: Self.answerLimit)
        return bytes.readableBytes == 0 ? .null : try JSON.parse(Array(bytes.readableBytesView))
    }

    private static func request(_ socket: String, _ path: String) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: "http+unix://\(PathSegment.encode(socket))\(path)")
        // The path of a socket is no host, and some engines look.
        request.headers.add(name: "Host", value: "localhost")
        return request
    }

    private static func refusal(_ response: HTTPClientResponse) async throws -> EngineError {
        let body = try await response.body.collect(upTo: 1 << 20)
        let answer = try? JSON.parse(Array(body.readableBytesView))
        let message = answer?["message"]?.stringValue ?? answer?["cause"]?.stringValue
        return .refused(
            status: Int(response.status.code), message: message ?? String(buffer: body).prefix(1_000).description
        )
    }
}
