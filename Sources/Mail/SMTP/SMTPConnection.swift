import NIOCore

/// Commands and replies on an open connection.
struct SMTPConnection {
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var parser = SMTPReplyParser()

    init(
        inbound: NIOAsyncChannelInboundStream<ByteBuffer>, outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        self.inbound = inbound.makeAsyncIterator()
        self.outbound = outbound
    }

    /// Sends a line and waits for the answer.
    /// - Parameter line: without its CRLF; the caller has made sure that it holds no other.
    mutating func command(_ line: String) async throws(MailError) -> SMTPReply {
        try await write(ByteBuffer(string: line + "\r\n"))
        return try await reply()
    }

    /// Sends the text of a message with the dot that ends it and waits for the answer.
    mutating func text(_ bytes: [UInt8]) async throws(MailError) -> SMTPReply {
        try await write(Self.dotStuffed(bytes))
        return try await reply()
    }

    /// Waits for an answer.
    /// - Throws: a temporary error when the connection ends or the server does not speak SMTP.
    mutating func reply() async throws(MailError) -> SMTPReply {
        while true {
            if let reply = try parser.next() { return reply }
            let bytes: ByteBuffer?
            do {
                bytes = try await inbound.next()
            } catch {
                throw .temporary("the connection broke: " + MailError.quoted("\(error)".utf8))
            }
            guard let bytes else { throw .temporary("the server closed the connection") }
            parser.add(bytes)
        }
    }

    private func write(_ bytes: ByteBuffer) async throws(MailError) {
        do {
            try await outbound.write(bytes)
        } catch {
            throw .temporary("the connection broke: " + MailError.quoted("\(error)".utf8))
        }
    }

    /// RFC 5321, 4.5.2: a dot at the start of a line becomes two, a line with one dot ends the text.
    /// - Parameter bytes: with complete lines only.
    static func dotStuffed(_ bytes: [UInt8]) -> ByteBuffer {
        let dot = UInt8(ascii: ".")
        var stuffed = ByteBuffer()
        stuffed.reserveCapacity(bytes.count + bytes.count / 16 + 3)
        for line in bytes.split(separator: 10, omittingEmptySubsequences: false).dropLast() {
            if line.first == dot { stuffed.writeInteger(dot) }
            stuffed.writeBytes(line)
            stuffed.writeInteger(UInt8(10))
        }
        stuffed.writeString(".\r\n")
        return stuffed
    }
}
