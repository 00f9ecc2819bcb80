import HTTPSupport
import NIOCore
import Testing

@Suite("WebSocket connections", .timeLimit(.minutes(1)))
struct WebSocketConnectionTests {
    @Test("carry texts of any length, in their order")
    func order() async throws {
        try await Watched.run { watched in
            try await watched.open { client, connection in
                // A frame may have arrived here before the server has counted it off, so two steps have to fit in the queue.
                for length in [0, 1, 125, 126, 65_535, 65_536, 500_000] {
                    try #require(connection.send(text: ByteBuffer(repeating: 97, count: length)))
                    let frame = try await client.frame()
                    #expect(frame.kind == .text && frame.payload.count == length)
                }
                for round in 0..<20 {
                    for number in 0..<100 { try #require(connection.send(text: ByteBuffer(string: "\(round) \(number)"))) }
                    for number in 0..<100 { try #require(try await client.frame().text == "\(round) \(number)") }
                }
            }
        }
    }

    @Test("send one buffer to many listeners")
    func shared() async throws {
        try await Watched.run { watched in
            try await watched.open { first, one in
                try await RawConnection.open(port: watched.server.port) { second in
                    #expect(try await second.upgrade().status == 101)
                    let other = try await watched.next()
                    let text = ByteBuffer(string: "news")
                    for connection in [one, other] { #expect(connection.send(text: text)) }
                    #expect(try await second.frame().text == "news")
                }
            }
        }
    }

    @Test("answer pings, between the parts of a message too")
    func pings() async throws {
        try await Watched.run { watched in
            try await watched.open { client, _ in
                try await client.sendFrame(.ping, Array("a".utf8))
                #expect(try await client.frame() == RawFrame(.pong, Array("a".utf8)))
                try await client.sendFrame(.binary, [1], first: 0)
                try await client.sendFrame(.ping, Array(repeating: 7, count: 125))
                try await client.sendFrame(.continuation, [2])
                #expect(try await client.frame() == RawFrame(.pong, Array(repeating: 7, count: 125)))
                try await client.sendFrame(.pong, [3])
                try await client.sendFrame(.ping)
                #expect(try await client.frame() == RawFrame(.pong))
            }
        }
    }

    @Test(
        "end as the client ends them",
        arguments: [([], []), ([3, 232], [3, 232]), ([15, 160, 97], [15, 160])] as [([UInt8], [UInt8])]
    )
    func closedByClient(_ sent: [UInt8], _ received: [UInt8]) async throws {
        try await Watched.run { watched in
            try await watched.open { client, connection in
                try await client.sendFrame(.close, sent)
                #expect(try await client.frame() == RawFrame(.close, received))
                try await client.waitForEnd()
                await connection.waitForClose()
                #expect(!connection.send(text: ByteBuffer(string: "late")))
            }
        }
    }

    @Test("end when all has been sent that came before")
    func closedByServer() async throws {
        try await Watched.run { watched in
            try await watched.open { client, connection in
                #expect(connection.send(text: ByteBuffer(string: "last")))
                connection.close(code: .normal, reason: String(repeating: "ä", count: 100))
                connection.close(code: .goingAway)
                #expect(!connection.send(text: ByteBuffer(string: "late")))
                #expect(try await client.frame().text == "last")
                let close = try await client.frame()
                #expect(close.code == 1000 && close.payload.count == 2 + 122)
                try await client.sendFrame(.close, [3, 232])
                try await client.waitForEnd()
                await connection.waitForClose()
            }
        }
    }

    @Test("tell when a client vanishes")
    func vanishes() async throws {
        try await Watched.run { watched in
            try await watched.open { client, connection in
                client.finish()
                await connection.waitForClose()
                await connection.waitForClose()
            }
        }
    }

    /// What a client does wrong: the frames, each with its first bits and whether it is masked, and the code it gets.
    struct Offence: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let code: Int
        let frames: [(RawFrame.Kind, Int, UInt8, Bool)]
    }

    @Test(
        "end when the client breaks the rules",
        arguments: [
            Offence(testDescription: "too large", code: 1009, frames: [(.binary, 65_537, 0x80, true)]),
            Offence(
                testDescription: "too large in parts", code: 1009,
                frames: [(.text, 40_000, 0, true), (.continuation, 40_000, 0x80, true)]
            ),
            Offence(testDescription: "not masked", code: 1002, frames: [(.text, 1, 0x80, false)]),
            Offence(testDescription: "reserved bit", code: 1002, frames: [(.text, 1, 0xC0, true)]),
            Offence(testDescription: "no beginning", code: 1002, frames: [(.continuation, 1, 0x80, true)]),
            Offence(testDescription: "two beginnings", code: 1002, frames: [(.text, 1, 0, true), (.text, 1, 0x80, true)]),
            Offence(testDescription: "long ping", code: 1002, frames: [(.ping, 126, 0x80, true)]),
            Offence(testDescription: "ping in parts", code: 1002, frames: [(.ping, 1, 0, true)]),
            Offence(testDescription: "short close", code: 1002, frames: [(.close, 1, 0x80, true)]),
            Offence(testDescription: "close with code 0", code: 1002, frames: [(.close, 2, 0x80, true)]),
        ]
    )
    func offences(_ offence: Offence) async throws {
        try await Watched.run { watched in
            try await watched.open { client, connection in
                try await client.sendFrame(.binary, Array(repeating: 0, count: 65_536))
                for (kind, length, first, isMasked) in offence.frames {
                    try await client.sendFrame(kind, Array(repeating: 0, count: length), first: first, isMasked: isMasked)
                }
                let close = try await client.frame()
                #expect(close.kind == .close && close.code == offence.code)
                try await client.waitForEnd()
                client.finish()
                await connection.waitForClose()
            }
        }
    }
}

@Suite("Listeners that do not listen", .timeLimit(.minutes(1)))
struct WebSocketListenerTests {
    /// Sends until it is refused.
    private static func overwhelm(_ connection: WebSocketConnection) {
        let text = ByteBuffer(repeating: 97, count: 60_000)
        var count = 0
        while connection.send(text: text), count < 100_000 { count += 1 }
        #expect(!connection.send(text: text))
    }

    @Test("are told why, when they read on")
    func slow() async throws {
        try await Watched.run { watched in
            try await watched.open { client, connection in
                Self.overwhelm(connection)
                var frame = try await client.frame()
                while frame.kind == .text { frame = try await client.frame() }
                #expect(frame.kind == .close && frame.code == 1013)
                try await client.sendFrame(.close, [3, 245])
                try await client.waitForEnd()
                await connection.waitForClose()
            }
        }
    }

    @Test("are dropped when they never read")
    func stuck() async throws {
        try await Watched.run { $0.closingTime = .milliseconds(50) } _: { watched in
            try await watched.open { _, connection in
                Self.overwhelm(connection)
                await connection.waitForClose()
            }
        }
    }

    @Test("may have only so many texts waiting, however short")
    func frames() async throws {
        try await Watched.run { $0.maximumQueuedFrames = 3 } _: { watched in
            try await RawConnection.open(port: watched.server.port) { client in
                try await client.send("GET /watch/ HTTP/1.1\n\(RawConnection.upgradeHeaders)\n")
                let connection = try await watched.next()
                while connection.send(text: ByteBuffer()) {}
                #expect(try await client.answer().status == 101)
                var frame = try await client.frame()
                while frame.kind == .text { frame = try await client.frame() }
                #expect(frame.code == 1013)
            }
        }
    }

    @Test("are asked, and given up when they stay silent")
    func silence() async throws {
        try await Watched.run {
            $0.pingAfter = .milliseconds(100)
            $0.silenceLimit = .milliseconds(250)
            $0.closingTime = .milliseconds(50)
        } _: { watched in
            try await watched.open { client, connection in
                #expect(try await client.frame() == RawFrame(.ping))
                var frame = try await client.frame()
                while frame.kind == .ping { frame = try await client.frame() }
                #expect(frame.kind == .close && frame.code == 1011)
                await connection.waitForClose()
            }
        }
    }

    @Test("stay as long as they answer")
    func pongs() async throws {
        try await Watched.run {
            $0.pingAfter = .milliseconds(100)
            $0.silenceLimit = .seconds(1)
        } _: { watched in
            try await watched.open { client, _ in
                let begin = ContinuousClock.now
                while ContinuousClock.now < begin + .milliseconds(1_500) {
                    #expect(try await client.frame() == RawFrame(.ping))
                    try await client.sendFrame(.pong)
                }
            }
        }
    }

    @Test("learn that the server stops")
    func stop() async throws {
        try await Watched.run { watched in
            try await watched.open { client, connection in
                #expect(connection.send(text: ByteBuffer(string: "last")))
                await watched.server.stop()
                #expect(try await client.frame().text == "last")
                let close = try await client.frame()
                #expect(close.kind == .close && close.code == 1001)
                try await client.sendFrame(.close, [3, 233])
                try await client.waitForEnd()
                await connection.waitForClose()
            }
        }
    }
}
