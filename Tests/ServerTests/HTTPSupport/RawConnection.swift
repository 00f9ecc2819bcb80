import NIOCore
import NIOPosix

/// A connection to a server on which a test decides over every byte.
struct RawConnection {
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var received = ByteBuffer()

    /// Connects, and closes when `body` is done.
    static func open<Value: Sendable>(
        port: Int, _ body: (inout RawConnection) async throws -> Value
    ) async throws -> Value {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true)
                    )
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var connection = RawConnection(inbound: inbound.makeAsyncIterator(), outbound: outbound)
            return try await body(&connection)
        }
    }

    /// Sends text with the line ends of HTTP.
    func send(_ text: String) async throws {
        try await outbound.write(ByteBuffer(string: text.replacing("\n", with: "\r\n")))
    }

    /// Sends bytes as they are.
    func send(bytes: ByteBuffer) async throws {
        try await outbound.write(bytes)
    }

    /// Reads so many bytes.
    mutating func read(_ count: Int) async throws -> [UInt8] {
        while received.readableBytes < count {
            guard var chunk = try await inbound.next() else { throw ConnectionEnded(received: String(buffer: received)) }
            received.discardReadBytes()
            received.writeBuffer(&chunk)
        }
        return received.readBytes(length: count) ?? []
    }

    /// Sends the end of the stream, as a client does that goes away.
    func finish() {
        outbound.finish()
    }

    /// Reads one answer.
    /// - Parameter isHead: whether it has no body, whatever its length says.
    mutating func answer(isHead: Bool = false) async throws -> RawAnswer {
        var text = String(buffer: received)
        while true {
            if let end = text.firstRange(of: "\r\n\r\n") {
                var answer = RawAnswer(head: String(text[..<end.lowerBound]))
                let length = isHead ? 0 : Int(answer["content-length"] ?? "0") ?? 0
                let headLength = text.utf8.distance(from: text.startIndex, to: end.upperBound)
                if received.readableBytes >= headLength + length {
                    received.moveReaderIndex(forwardBy: headLength)
                    answer.body = received.readString(length: length) ?? ""
                    return answer
                }
            }
            guard var chunk = try await inbound.next() else { throw ConnectionEnded(received: text) }
            received.writeBuffer(&chunk)
            text = String(buffer: received)
        }
    }

    /// Waits until the server closes.
    mutating func waitForEnd() async throws {
        while try await inbound.next() != nil {}
    }
}

/// The server closed where an answer was due.
struct ConnectionEnded: Error {
    let received: String
}

/// An answer as it came.
struct RawAnswer: Sendable {
    let head: String
    var body = ""

    init(head: String) {
        self.head = head
    }

    var status: Int {
        Int(head.split(separator: " ").dropFirst().first ?? "") ?? 0
    }

    /// The first header of a name, in lower case.
    subscript(_ name: String) -> String? {
        let lines = head.split(separator: "\r\n").dropFirst()
        let line = lines.first { $0.lowercased().hasPrefix(name + ":") }
        return line.map { $0.dropFirst(name.count + 1).drop { $0 == " " } }.map(String.init)
    }
}
