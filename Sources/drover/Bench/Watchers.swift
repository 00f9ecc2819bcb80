import NIOCore
import NIOPosix
import Synchronization

/// Many listeners of one WebSocket, each no more than a socket and a counter.
final class Watchers: Sendable {
    private struct Arrivals {
        var counts: [Int]
        var times: [ContinuousClock.Instant]
        var wanted = 0
        var missing = 0
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let group: MultiThreadedEventLoopGroup
    private let channels: Mutex<[any Channel]> = Mutex([])
    private let arrivals: Mutex<Arrivals>

    private init(count: Int) {
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        arrivals = Mutex(Arrivals(
            counts: Array(repeating: 0, count: count), times: Array(repeating: .now, count: count)
        ))
    }

    /// Connects all of them, one after the other, each until it is told that it listens.
    static func open(_ count: Int, port: Int, path: String) async throws -> Watchers {
        let watchers = Watchers(count: count)
        for number in 0..<count {
            let upgraded = watchers.group.any().makePromise(of: Void.self)
            let channel = try await ClientBootstrap(group: watchers.group)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(
                            WatcherHandler(number: number, upgraded: upgraded, watchers: watchers)
                        )
                    }
                }
                .connect(host: "127.0.0.1", port: port).get()
            watchers.channels.withLock { $0.append(channel) }
            let request = """
                GET \(path) HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n
                """
            try await channel.writeAndFlush(ByteBuffer(string: request))
            try await upgraded.futureResult.get()
        }
        return watchers
    }

    /// Waits until every listener has had so many messages in all.
    /// - Returns: when the last of them came to each.
    @discardableResult
    func wait(forMessages count: Int) async throws -> [ContinuousClock.Instant] {
        await withCheckedContinuation { continuation in
            let isDone = arrivals.withLock { arrivals in
                arrivals.wanted = count
                arrivals.missing = arrivals.counts.count { $0 < count }
                if arrivals.missing > 0 { arrivals.waiter = continuation }
                return arrivals.missing == 0
            }
            if isDone { continuation.resume() }
        }
        return arrivals.withLock { $0.times }
    }

    func close() async {
        for channel in channels.withLock({ $0 }) { try? await channel.close() }
        try? await group.shutdownGracefully()
    }

    fileprivate func arrived(_ messages: Int, at number: Int) {
        let now = ContinuousClock.now
        let waiter = arrivals.withLock { arrivals -> CheckedContinuation<Void, Never>? in
            let wasMissing = arrivals.counts[number] < arrivals.wanted
            arrivals.counts[number] += messages
            arrivals.times[number] = now
            guard wasMissing, arrivals.counts[number] >= arrivals.wanted else { return nil }
            arrivals.missing -= 1
            guard arrivals.missing == 0 else { return nil }
            defer { arrivals.waiter = nil }
            return arrivals.waiter
        }
        waiter?.resume()
    }
}

/// Takes the answer to the handshake, then counts messages.
private final class WatcherHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let number: Int
    private let upgraded: EventLoopPromise<Void>
    private let watchers: Watchers
    private var isUpgraded = false
    private var received = ByteBuffer()

    init(number: Int, upgraded: EventLoopPromise<Void>, watchers: Watchers) {
        self.number = number
        self.upgraded = upgraded
        self.watchers = watchers
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        received.writeBuffer(&bytes)
        if !isUpgraded { takeAnswer() }
        guard isUpgraded else { return }
        var messages = 0
        while takeFrame() { messages += 1 }
        received.discardReadBytes()
        if messages > 0 { watchers.arrived(messages, at: number) }
    }

    private func takeAnswer() {
        guard let answer = AnswerParser.take(from: &received) else { return }
        guard answer.status == 101 else { return upgraded.fail(BenchError("the server answered \(answer.status)")) }
        isUpgraded = true
        upgraded.succeed()
    }

    /// Cuts one unmasked frame off what was received.
    private func takeFrame() -> Bool {
        guard let second: UInt8 = received.getInteger(at: received.readerIndex + 1) else { return false }
        var head = 2
        var length = Int(second & 0x7f)
        if length == 126 {
            guard let long: UInt16 = received.getInteger(at: received.readerIndex + 2) else { return false }
            (head, length) = (4, Int(long))
        }
        guard received.readableBytes >= head + length else { return false }
        received.moveReaderIndex(forwardBy: head + length)
        return true
    }

    func channelInactive(context: ChannelHandlerContext) {
        if !isUpgraded { upgraded.fail(ChannelError.eof) }
        context.fireChannelInactive()
    }
}
