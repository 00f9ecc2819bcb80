import AsyncHTTPClient
import DroverServer
import HTTPSupport
import JSONSupport
import NIOCore
import NIOHTTP1

/// Requests to a Drover server, with failures turned into sentences.
struct APIClient: Sendable {
    let settings: ClientSettings
    let http: HTTPClient

    /// No JSON answer is longer than a page of a thousand long rows.
    static let maximumAnswerBytes = 64 << 20

    init(settings: ClientSettings) {
        self.settings = settings
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        // The server holds a long poll for at most 60 seconds.
        configuration.timeout = HTTPClient.Configuration.Timeout(connect: .seconds(10), read: .seconds(90))
        // A server that refuses the connection is not there: people want to hear that at once, not after ten seconds.
        configuration.connectionPool.retryConnectionEstablishment = false
        http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    func close() async {
        try? await http.shutdown()
    }

    func get(_ path: String, _ query: [Parameter] = [], of subject: String? = nil) async throws -> JSON {
        try await send("GET", path, query, of: subject)
    }

    @discardableResult
    func post(
        _ path: String, _ body: JSON, headers: [(String, String)] = [], of subject: String? = nil
    ) async throws -> JSON {
        try await send("POST", path, body: body, headers: headers, of: subject)
    }

    @discardableResult
    func patch(_ path: String, _ body: JSON, of subject: String? = nil) async throws -> JSON {
        try await send("PATCH", path, body: body, of: subject)
    }

    func delete(_ path: String, of subject: String? = nil) async throws {
        _ = try await send("DELETE", path, of: subject)
    }

    /// - Parameter subject: what the path stands for, such as `job 7`, to name it when there is no such thing.
    /// - Returns: the answer's JSON; null when it is empty.
    /// - Throws: `CommandFailure` when the server cannot be reached or its answer is not 2xx.
    private func send(
        _ method: String, _ path: String, _ query: [Parameter] = [], body: JSON? = nil,
        headers: [(String, String)] = [], of subject: String?
    ) async throws -> JSON {
        var request = self.request(method, path, query)
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let body {
            var writer = JSONWriter()
            body.write(to: &writer)
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: writer.bytes))
        }
        return try await answer(execute(request), of: subject)
    }

    func request(_ method: String, _ path: String, _ query: [Parameter] = []) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: settings.server + path + Parameter.text(query))
        request.method = HTTPMethod(rawValue: method)
        request.headers.add(name: "User-Agent", value: "drover/\(DroverServer.version)")
        request.headers.add(name: "Accept", value: "application/json")
        if let credentials = settings.credentials {
            request.headers.add(name: "Authorization", value: credentials.authorization)
        }
        return request
    }

    /// - Throws: `CommandFailure` when no answer comes.
    func execute(_ request: HTTPClientRequest) async throws -> HTTPClientResponse {
        do {
            return try await http.execute(request, deadline: .distantFuture)
        } catch let error as CancellationError {
            throw error
        } catch {
            throw unreachable(error)
        }
    }

    /// The whole JSON answer.
    /// - Throws: `CommandFailure` for any status but 2xx, or for an answer that is not JSON.
    func answer(_ response: HTTPClientResponse, of subject: String? = nil) async throws -> JSON {
        let bytes: ByteBuffer
        do {
            bytes = try await response.body.collect(upTo: Self.maximumAnswerBytes)
        } catch {
            throw unreachable(error)
        }
        let body = bytes.readableBytes == 0 ? JSON.null : try? JSON.parse(Array(bytes.readableBytesView))
        let status = Int(response.status.code)
        guard (200..<300).contains(status) else {
            if status == 404, let subject { throw CommandFailure(.notFound, "there is no \(SafeText.oneLine(subject))") }
            throw refusal(status: status, body: body, retryAfter: response.headers.first(name: "Retry-After"))
        }
        guard let body else {
            throw CommandFailure(
                .failed, "\(settings.server) answered with something else than JSON",
                advice: "Is this the address of a Drover server? Set --server or DROVER_SERVER."
            )
        }
        return body
    }
}

/// One parameter of a query.
struct Parameter: Sendable, Hashable {
    let name: String
    let value: String

    init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    init(_ name: String, _ value: some BinaryInteger) {
        self.init(name, String(value))
    }

    /// `?a=1&b=2`, or nothing.
    static func text(_ parameters: [Parameter]) -> String {
        guard !parameters.isEmpty else { return "" }
        return "?" + parameters.map { "\($0.name)=\(percentEncoded($0.value))" }.joined(separator: "&")
    }

    /// A plus sign in a query would be read as a blank, so it is encoded here although a path may hold it.
    private static func percentEncoded(_ text: String) -> String {
        PercentCoding.pathSegment(text).split(separator: "+", omittingEmptySubsequences: false).joined(separator: "%2B")
    }
}
