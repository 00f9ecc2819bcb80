import NIOCore
import NIOPosix

/// A server that sends the same bytes to everyone who connects and answers nothing.
enum ScriptedPeer {
    /// - Parameter body: gets the port, and a stream with one element for every connection.
    static func with(
        _ greeting: String, _ body: (Int, AsyncStream<Void>) async throws -> Void
    ) async throws {
        let (connections, connected) = AsyncStream.makeStream(of: Void.self)
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Greeter(greeting: greeting, connected: connected))
                }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
        do {
            try await body(server.localAddress?.port ?? 0, connections)
        } catch {
            try await server.close()
            throw error
        }
        try await server.close()
    }

    /// A port on which nobody listens: one that was free a moment ago.
    static func deadPort() async throws -> Int {
        var port = 0
        try await with("") { free, _ in port = free }
        return port
    }

    private final class Greeter: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let greeting: String
        private let connected: AsyncStream<Void>.Continuation

        init(greeting: String, connected: AsyncStream<Void>.Continuation) {
            self.greeting = greeting
            self.connected = connected
        }

        func channelActive(context: ChannelHandlerContext) {
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: greeting)), promise: nil)
            connected.yield()
        }
    }
}
