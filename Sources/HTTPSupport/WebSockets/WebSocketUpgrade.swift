import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOHTTPTypes

extension HTTPServerBuilder {
    /// HTTP/1.1 with connections that become WebSockets where a route answers `Call.webSocket`.
    package static func http1WithWebSockets(_ settings: WebSocketSettings = WebSocketSettings()) -> HTTPServerBuilder {
        .http1(configuration: .init(additionalChannelHandlers: [WebSocketUpgrade(settings)]))
    }
}

/// Turns a connection from HTTP to WebSocket once a route has agreed to it.
///
/// NIO's own upgraders decide before the request is routed, and lose what they refuse. Here the request goes the way of
/// every other one, and Hummingbird, which waits for the next one until the connection closes, notices nothing.
final class WebSocketUpgrade: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// How long a client may take to see the answer that ends its connection. Closing at once could destroy the answer
    /// on its way, because data that arrives at a closed socket is answered with a reset.
    private static let lingerTime: TimeAmount = .seconds(2)

    let settings: WebSocketSettings
    private(set) var acceptance: WebSocketAcceptance?
    /// The 101, which waits for its end: until then it could still fail.
    private(set) var answer: HTTPResponse?
    /// Whether the server has begun to stop.
    private(set) var isStopping = false
    /// Requests, pipelined ones too, whose answers have not been written.
    private var unanswered = 0
    /// Whether the latest request is the last one that is read as HTTP.
    private var isLast = false
    private var hasReadLast = false

    init(_ settings: WebSocketSettings) {
        self.settings = settings
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !hasReadLast else { return }
        switch Self.unwrapInboundIn(data) {
        case .head(let head):
            unanswered += 1
            isLast = head.endsHTTP
        case .body: break
        case .end: hasReadLast = isLast
        }
        context.fireChannelRead(data)
    }

    /// What comes behind the last request waits in the socket: the parser would gather it without a limit.
    func read(context: ChannelHandlerContext) {
        if !hasReadLast { context.read() }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let isAnswerToLast = isLast && unanswered == 1
        let part = Self.unwrapOutboundIn(data)
        if case .end = part { unanswered -= 1 }
        guard isAnswerToLast else { return context.write(data, promise: promise) }
        switch part {
        case .head(let head) where head.status == .switchingProtocols && acceptance != nil:
            answer = head
            promise?.succeed()
        case .head(var head) where head.status.kind != .informational:
            head.headerFields[.connection] = "close"
            context.write(Self.wrapOutboundOut(.head(head)), promise: promise)
        case .end where answer != nil:
            promise?.succeed()
            leaveHTTP(context)
        case .end:
            context.writeAndFlush(data, promise: promise)
            finish(context)
        default:
            context.write(data, promise: promise)
        }
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard let acceptance = event as? WebSocketAcceptance else {
            return context.triggerUserOutboundEvent(event, promise: promise)
        }
        self.acceptance = acceptance
        promise?.succeed()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        // The connection ends with the answer anyway, or says as a WebSocket that it does.
        if isLast, event is ChannelShouldQuiesceEvent { isStopping = true } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    /// Ends the connection once all of the answer is on its way.
    private func finish(_ context: ChannelHandlerContext) {
        let promise = context.eventLoop.makePromise(of: Void.self)
        promise.futureResult.whenComplete { [channel = context.channel] _ in
            channel.eventLoop.scheduleTask(in: Self.lingerTime) { channel.close(promise: nil) }
        }
        context.close(mode: .output, promise: promise)
    }
}
