import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import NIOWebSocket

extension WebSocketUpgrade {
    /// Takes the parser away before the client learns that it may send frames: the parser would lose them.
    func leaveHTTP(_ context: ChannelHandlerContext) {
        let pipeline = context.pipeline.syncOperations
        guard let parser = try? pipeline.context(handlerType: ByteToMessageHandler<HTTPRequestDecoder>.self) else {
            return context.close(promise: nil)
        }
        pipeline.removeHandler(context: parser).assumeIsolated().whenComplete { _ in
            do {
                try self.speakWebSocket(context)
            } catch {
                context.close(promise: nil)
            }
        }
    }

    private func speakWebSocket(_ context: ChannelHandlerContext) throws {
        let channel = context.channel
        guard channel.isActive, let answer, let acceptance else { return }
        context.writeAndFlush(Self.wrapOutboundOut(.head(answer)), promise: nil)
        let pipeline = context.pipeline.syncOperations
        pipeline.removeHandler(context: try pipeline.context(handlerType: HTTP1ToHTTPServerCodec.self), promise: nil)
        pipeline.removeHandler(context: try pipeline.context(handlerType: HTTPResponseEncoder.self), promise: nil)
        let outbox = WebSocketOutbox(settings)
        let handlers: [any ChannelHandler] = [
            WebSocketFrameEncoder(),
            ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: settings.maximumMessage)),
            WebSocketHandler(settings, outbox),
        ]
        try pipeline.addHandlers(handlers, position: .before(self))
        pipeline.removeHandler(context: context, promise: nil)
        let connection = WebSocketConnection(channel: channel, outbox: outbox)
        acceptance.begin(connection)
        if isStopping { connection.close(code: .goingAway, reason: WebSocketHandler.stopping) }
        channel.read()
    }
}
