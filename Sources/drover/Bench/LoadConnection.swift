import NIOCore
import NIOPosix

/// One answer of the server, as far as a measurement needs it.
struct LoadAnswer: Sendable {
    let status: Int
    let body: ByteBuffer
}

/// One keep-alive connection that sends one request at a time. It parses no more of an answer than the status and the
/// length, so that on a small machine the client leaves the cores to the server.
final class LoadConnection: Sendable {
    private let channel: any Channel
    private let host: String
    private let authorization: String

    private init(channel: any Channel, host: String, authorization: String) {
        self.channel = channel
        self.host = host
        self.authorization = authorization
    }

    static func open(
        host: String, port: Int, authorization: String, on group: any EventLoopGroup
    ) async throws -> LoadConnection {
        let channel = try await ClientBootstrap(group: group)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(LoadHandler())
                }
            }
            .connect(host: host, port: port)
            .get()
        return LoadConnection(channel: channel, host: host, authorization: authorization)
    }

    func close() async {
        try? await channel.close()
    }

    /// The bytes of a request, made once and sent as often as wanted.
    /// - Parameter node: the UFDL node that the request is for.
    func request(_ method: String, _ path: String, body: String? = nil, node: Int64? = nil) -> ByteBuffer {
        var head = "\(method) \(path) HTTP/1.1\r\nHost: \(host)\r\n"
        if !authorization.isEmpty { head += "Authorization: \(authorization)\r\n" }
        if let node { head += "Node-Id: \(node)\r\n" }
        if let body { head += "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n" }
        return ByteBuffer(string: head + "\r\n" + (body ?? ""))
    }

    func send(_ request: ByteBuffer) async throws -> LoadAnswer {
        let promise = channel.eventLoop.makePromise(of: LoadAnswer.self)
        channel.writeAndFlush(LoadWork.exchange(request, promise), promise: nil)
        return try await promise.futureResult.get()
    }

    func send(_ method: String, _ path: String, body: String? = nil, node: Int64? = nil) async throws -> LoadAnswer {
        try await send(request(method, path, body: body, node: node))
    }

    /// Sends the same request `count` times, each after the answer to the one before, without leaving the event loop.
    /// - Returns: how many answers were not 2xx.
    func repeatedly(_ request: ByteBuffer, count: Int) async throws -> Int {
        let promise = channel.eventLoop.makePromise(of: Int.self)
        channel.writeAndFlush(LoadWork.series(request, left: count, failed: 0, promise), promise: nil)
        return try await promise.futureResult.get()
    }
}

/// What a connection is asked to do.
enum LoadWork: Sendable {
    case exchange(ByteBuffer, EventLoopPromise<LoadAnswer>)
    /// The same request `left` times more; the promise gets the number of answers that were not 2xx.
    case series(ByteBuffer, left: Int, failed: Int, EventLoopPromise<Int>)

    var request: ByteBuffer {
        switch self {
        case .exchange(let request, _), .series(let request, _, _, _): request
        }
    }
}

/// Writes requests and collects answers on the event loop.
final class LoadHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = LoadWork
    typealias OutboundOut = ByteBuffer

    private var work: LoadWork?
    private var received = ByteBuffer()

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let wanted = unwrapOutboundIn(data)
        work = wanted
        context.write(wrapOutboundOut(wanted.request), promise: promise)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        received.writeBuffer(&bytes)
        while let answer = AnswerParser.take(from: &received) { finish(answer, context: context) }
    }

    private func finish(_ answer: LoadAnswer, context: ChannelHandlerContext) {
        let done = work
        work = nil
        switch done {
        case .exchange(_, let promise):
            promise.succeed(answer)
        case .series(let request, let left, let failed, let promise):
            let failures = failed + ((200..<300).contains(answer.status) ? 0 : 1)
            guard left > 1 else { return promise.succeed(failures) }
            work = .series(request, left: left - 1, failed: failures, promise)
            context.writeAndFlush(wrapOutboundOut(request), promise: nil)
        case nil:
            break
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        switch work {
        case .exchange(_, let promise): promise.fail(ChannelError.eof)
        case .series(_, _, _, let promise): promise.fail(ChannelError.eof)
        case nil: break
        }
        work = nil
        context.fireChannelInactive()
    }
}

/// Cuts one answer with a Content-Length off the bytes received so far.
enum AnswerParser {
    static func take(from buffer: inout ByteBuffer) -> LoadAnswer? {
        let view = buffer.readableBytesView
        guard let end = endOfHead(view) else { return nil }
        let head = String(decoding: view[view.startIndex..<end], as: UTF8.self)
        let length = contentLength(head)
        let headBytes = end - view.startIndex + 4
        guard buffer.readableBytes >= headBytes + length else { return nil }
        buffer.moveReaderIndex(forwardBy: headBytes)
        let body = buffer.readSlice(length: length) ?? ByteBuffer()
        buffer.discardReadBytes()
        let status = head.dropFirst(9).prefix(3)
        return LoadAnswer(status: Int(status) ?? 0, body: body)
    }

    private static func endOfHead(_ view: ByteBufferView) -> Int? {
        var index = view.startIndex
        while let found = view[index...].firstIndex(of: 0x0d) {
            guard found + 3 < view.endIndex else { return nil }
            if view[found + 1] == 0x0a, view[found + 2] == 0x0d, view[found + 3] == 0x0a { return found }
            index = found + 1
        }
        return nil
    }

    private static func contentLength(_ head: String) -> Int {
        for line in head.utf8.split(separator: 0x0d).dropFirst() {
            let name = line.drop { $0 == 0x0a }
            guard name.count > 16, name.prefix(15).elementsEqual("Content-Length:".utf8)
                || name.prefix(15).elementsEqual("content-length:".utf8)
            else { continue }
            return Int(Substring(name.dropFirst(15).drop { $0 == 0x20 })) ?? 0
        }
        return 0
    }
}
