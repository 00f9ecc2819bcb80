import NIOCore
import NIOWebSocket

extension WebSocketHandler {
    private static let maximumReason = 123

    /// Sends what waits and the close, and leaves the client some time to answer it.
    func close(_ code: WebSocketCloseCode, _ reason: String, _ context: ChannelHandlerContext) {
        guard !isClosing else { return }
        sendWaiting(context)
        var data = ByteBuffer(integer: code.rawValue)
        var reason = reason
        while reason.utf8.count > Self.maximumReason { reason.removeLast() }
        data.writeString(reason)
        sendClose(data, nil, context)
    }

    /// Ends a connection on which the client cannot be followed any more. It is not reset at once, or the client might
    /// never see why.
    func fail(_ code: WebSocketCloseCode, _ reason: String, _ context: ChannelHandlerContext) {
        guard !isClosing else { return }
        close(code, reason, context)
        context.close(mode: .output, promise: nil)
    }

    /// Answers a client's close; it is the server that closes the connection then (RFC 6455 §7.1.1).
    func endClosing(_ data: ByteBuffer, _ context: ChannelHandlerContext) {
        // The client listens no more.
        _ = outbox.take()
        let promise = context.eventLoop.makePromise(of: Void.self)
        promise.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
        sendClose(data, promise, context)
    }

    private func sendClose(_ data: ByteBuffer, _ promise: EventLoopPromise<Void>?, _ context: ChannelHandlerContext) {
        outbox.close()
        isClosing = true
        let frame = WebSocketFrame(fin: true, opcode: .connectionClose, data: data)
        context.writeAndFlush(Self.wrapOutboundOut(frame), promise: promise)
        setTimer(TimeAmount(settings.closingTime), context) { context.close(promise: nil) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent: close(.goingAway, Self.stopping, context)
        // A WebSocket is never open on one side only.
        case ChannelEvent.inputClosed: context.close(promise: nil)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    /// Hummingbird closes when its task is cancelled: one side, and later the rest.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        close(.goingAway, Self.stopping, context)
        if mode == .all { context.close(mode: .all, promise: promise) } else { promise?.succeed() }
    }
}
