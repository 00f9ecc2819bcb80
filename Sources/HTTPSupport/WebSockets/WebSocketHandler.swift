import HummingbirdCore
import NIOCore
import NIOWebSocket

/// The server's side of one WebSocket (RFC 6455), on the event loop: sends what the outbox holds, answers pings, watches
/// for silence. What a client says is checked and dropped.
///
/// Behind it Hummingbird's handlers are still in the pipeline and wait for a request; nothing passes to them but the end.
final class WebSocketHandler: ChannelDuplexHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundIn = Never
    typealias OutboundOut = WebSocketFrame

    static let stopping = "The server stops."

    let settings: WebSocketSettings
    let outbox: WebSocketOutbox
    /// Whether a close was sent.
    var isClosing = false
    /// The bytes of a message whose end has not come; nil between messages.
    var messageLength: Int?
    var lastHeard = NIODeadline.now()
    private var timer: Scheduled<Void>?

    init(_ settings: WebSocketSettings, _ outbox: WebSocketOutbox) {
        self.settings = settings
        self.outbox = outbox
    }

    func handlerAdded(context: ChannelHandlerContext) {
        setTimer(TimeAmount(settings.pingAfter), context) { self.lookForSilence(context) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
        outbox.close()
        _ = outbox.take()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        lastHeard = .now()
        receive(Self.unwrapInboundIn(data), context)
    }

    /// Reads on even when Hummingbird has stopped to: a client's answer to a close has to be heard.
    func channelReadComplete(context: ChannelHandlerContext) {
        context.read()
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        switch event as? WebSocketOrder {
        case .send: sendWaiting(context)
        case .close(let code, let reason): close(code, reason, context)
        case nil: return context.triggerUserOutboundEvent(event, promise: promise)
        }
        promise?.succeed()
    }

    /// Nobody else has anything to say on this connection.
    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        promise?.fail(ChannelError.operationUnsupported)
    }

    func setTimer(_ time: TimeAmount, _ context: ChannelHandlerContext, _ task: @escaping () -> Void) {
        timer?.cancel()
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: time, task)
    }
}

extension WebSocketHandler {
    /// Writes what waits; while the connection closes too, because the close comes last.
    func sendWaiting(_ context: ChannelHandlerContext) {
        guard !isClosing else { return }
        for text in outbox.take() {
            send(WebSocketFrame(fin: true, opcode: .text, data: text), counted: true, context)
        }
        context.flush()
    }

    /// Writes a frame without a flush.
    /// - Parameter counted: whether the outbox has counted it and has to learn when it is gone.
    func send(_ frame: WebSocketFrame, counted: Bool, _ context: ChannelHandlerContext) {
        guard counted else { return context.write(Self.wrapOutboundOut(frame), promise: nil) }
        let promise = context.eventLoop.makePromise(of: Void.self)
        promise.futureResult.whenComplete { [outbox, length = frame.length] _ in outbox.release(length) }
        context.write(Self.wrapOutboundOut(frame), promise: promise)
    }

    /// Pings a client that has been silent for a while, and gives it up when it stays so.
    private func lookForSilence(_ context: ChannelHandlerContext) {
        let silence = NIODeadline.now() - lastHeard
        let pingAfter = TimeAmount(settings.pingAfter)
        let limit = TimeAmount(settings.silenceLimit)
        guard silence < limit else { return close(.serverError, "Nothing was heard for too long.", context) }
        if silence >= pingAfter {
            send(WebSocketFrame(fin: true, opcode: .ping, data: ByteBuffer()), counted: false, context)
            context.flush()
        }
        let next = silence < pingAfter ? pingAfter - silence : min(pingAfter, limit - silence)
        setTimer(next, context) { self.lookForSilence(context) }
    }
}
