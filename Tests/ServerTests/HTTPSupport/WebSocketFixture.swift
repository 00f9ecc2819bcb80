import HTTPSupport
import NIOCore
import Testing

/// A server with some paths that speak WebSocket, and the connections that they got.
struct Watched: Sendable {
    let server: RoutesFixture
    private let connections: AsyncStream<WebSocketConnection>

    static func run(
        _ change: (inout WebSocketSettings) -> Void = { _ in },
        _ body: @escaping @Sendable (Watched) async throws -> Void
    ) async throws {
        var settings = WebSocketSettings()
        change(&settings)
        let (connections, source) = AsyncStream<WebSocketConnection>.makeStream()
        let watch: RouteHandler = { call in try call.webSocket { source.yield($0) } }
        try await RoutesFixture.run(webSockets: settings) { table, _ in
            table.on("/watch/", access: .readOrWatch, [.get: watch, .post: { _ in .empty(204) }])
            table.on("/users/", access: .read, [.get: watch])
            table.on("/both/", access: .open, [.get: { call in
                call.wantsWebSocket ? try await watch(call) : .detail(200, "both")
            }])
            table.on("/plain/", access: .open, [.get: { _ in .detail(200, "plain") }, .post: { call in
                .detail(200, String(try await call.bytes().readableBytes))
            }])
            table.on("/gone/", access: .open, [.get: { _ in throw RequestError.notFound }])
            table.on("/torn/", access: .open, [.get: { call in
                _ = try await watch(call)
                throw RequestError(409, "Not now.")
            }])
        } _: { server in
            try await body(Watched(server: server, connections: connections))
        }
    }

    /// Opens a WebSocket, and gives both ends of it.
    func open(_ body: @escaping @Sendable (inout RawConnection, WebSocketConnection) async throws -> Void) async throws {
        try await RawConnection.open(port: server.port) { client in
            let answer = try await client.upgrade()
            #expect(answer.status == 101)
            try await body(&client, try await next())
        }
    }

    func next() async throws -> WebSocketConnection {
        for await connection in connections { return connection }
        throw TestFailure("no connection came")
    }
}

extension WebSocketConnection {
    /// Waits until the connection is gone, and counts how often it says so.
    func waitForClose() async {
        let (closes, source) = AsyncStream<Void>.makeStream()
        onClose { source.yield(); source.finish() }
        for await _ in closes {}
    }
}
