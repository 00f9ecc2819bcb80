import AsyncHTTPClient
import DroverServer
import Foundation
import HTTPSupport
import JSONSupport
import JobEngine
import Logging
import NIOCore
import NIOHTTP1
import Synchronization
import Testing
import Worker

/// The very server that `drover serve` runs, on a free port and a data folder of its own.
struct TestServer: Sendable {
    static let password = "correct horse battery"

    let port: Int
    let folder: String

    var address: String { "http://127.0.0.1:\(port)" }

    /// Runs `body` against a fresh server and stops it afterwards.
    static func run(
        _ change: (inout ServerOptions) -> Void = { _ in }, _ body: (TestServer) async throws -> Void
    ) async throws {
        let folder = NSTemporaryDirectory() + "drover-server-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var logger = Logger(label: "test")
        logger.logLevel = .error
        var options = ServerOptions(
            dataDirectory: folder + "/data", port: 0, administratorPassword: password, logger: logger
        )
        change(&options)
        let (ports, ready) = AsyncStream<Int>.makeStream()
        options.whenServing = { ready.yield($0) }
        let settled = options
        let server = Task {
            defer { ready.finish() }
            try await DroverServer.run(settled)
        }
        var first = ports.makeAsyncIterator()
        guard let port = await first.next() else {
            try await server.value
            throw TestFailure("the server did not start")
        }
        do {
            try await body(TestServer(port: port, folder: folder))
        } catch {
            server.cancel()
            _ = await server.result
            throw error
        }
        server.cancel()
        _ = await server.result
    }

    /// Sends one request with the administrator's credentials.
    func send(
        _ method: TestMethod, _ path: String, _ body: JSON? = nil, headers: [String: String] = [:]
    ) async throws -> TestAnswer {
        try await send(method, path, bytes: body.map { Array($0.compactText.utf8) }, headers: headers)
    }

    func send(
        _ method: TestMethod, _ path: String, bytes: [UInt8]?, headers: [String: String] = [:]
    ) async throws -> TestAnswer {
        var request = HTTPClientRequest(url: address + path)
        request.method = .RAW(value: method.rawValue)
        let credentials = Data("admin:\(Self.password)".utf8).base64EncodedString()
        request.headers.add(name: "Authorization", value: "Basic \(credentials)")
        if let bytes {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(bytes)
        }
        for (name, value) in headers {
            if value.isEmpty { request.headers.remove(name: name) } else { request.headers.replaceOrAdd(name: name, value: value) }
        }
        let response = try await Self.client.execute(request, timeout: .seconds(60))
        let content = try await response.body.collect(upTo: 64 << 20)
        return TestAnswer(status: Int(response.status.code), headers: response.headers, body: Array(content.readableBytesView))
    }

    /// A client that shows redirects instead of following them.
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()
}

enum TestMethod: String {
    case GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS
}

struct TestAnswer: Sendable {
    let status: Int
    let headers: HTTPHeaders
    let body: [UInt8]

    func header(_ name: String) -> String? { headers.first(name: name) }

    var text: String { String(decoding: body, as: UTF8.self) }

    func json() throws -> JSON { try JSON.parse(body) }

    var detail: String { (try? json())?["detail"]?.stringValue ?? "" }
}

struct TestFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
