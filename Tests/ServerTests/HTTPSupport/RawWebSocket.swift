import NIOCore

/// A frame as it came.
struct RawFrame: Sendable, Hashable {
    enum Kind: UInt8 {
        case continuation, text, binary
        case close = 8, ping, pong
    }

    let kind: Kind?
    let payload: [UInt8]

    init(_ kind: Kind?, _ payload: [UInt8] = []) {
        self.kind = kind
        self.payload = payload
    }

    var text: String { String(decoding: payload, as: UTF8.self) }

    /// The number that a close frame names.
    var code: Int? {
        payload.count < 2 ? nil : Int(payload[0]) << 8 | Int(payload[1])
    }
}

extension RawConnection {
    /// The headers of RFC 6455 §1.3.
    static let upgradeHeaders = """
        Host: h
        Upgrade: websocket
        Connection: keep-alive, Upgrade
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
        Sec-WebSocket-Version: 13

        """

    /// Makes the opening handshake.
    mutating func upgrade(_ path: String = "/watch/") async throws -> RawAnswer {
        try await send("GET \(path) HTTP/1.1\n\(Self.upgradeHeaders)\n")
        return try await answer()
    }

    /// Sends a frame.
    /// - Parameter first: the bits before the opcode; by default a frame that is the last of its message.
    func sendFrame(_ kind: RawFrame.Kind, _ payload: [UInt8] = [], first: UInt8 = 0x80, isMasked: Bool = true) async throws {
        var frame = ByteBuffer(bytes: [first | kind.rawValue])
        let mask: UInt8 = isMasked ? 0x80 : 0
        switch payload.count {
        case 0...125: frame.writeInteger(mask | UInt8(payload.count))
        case 126...0xFFFF: frame.writeMultipleIntegers(mask | 126, UInt16(payload.count))
        default: frame.writeMultipleIntegers(mask | 127, UInt64(payload.count))
        }
        let key: [UInt8] = isMasked ? [1, 2, 3, 4] : [0, 0, 0, 0]
        if isMasked { frame.writeBytes(key) }
        frame.writeBytes(payload.enumerated().map { $1 ^ key[$0 % 4] })
        try await send(bytes: frame)
    }

    /// Reads one frame, which must be whole and not masked.
    mutating func frame() async throws -> RawFrame {
        let head = try await read(2)
        guard head[0] & 0xF0 == 0x80, head[1] & 0x80 == 0 else { throw TestFailure("a bad frame: \(head)") }
        let extra = try await read(head[1] == 127 ? 8 : head[1] == 126 ? 2 : 0)
        let length = extra.isEmpty ? Int(head[1]) : extra.reduce(0) { $0 << 8 | Int($1) }
        return RawFrame(RawFrame.Kind(rawValue: head[0] & 15), try await read(length))
    }
}
