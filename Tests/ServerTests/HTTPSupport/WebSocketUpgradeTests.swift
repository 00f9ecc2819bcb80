import HTTPSupport
import NIOCore
import Testing

@Suite("The opening handshake", .timeLimit(.minutes(1)))
struct WebSocketUpgradeTests {
    @Test("ends HTTP on the connection, also behind other requests")
    func upgrade() async throws {
        try await Watched.run { watched in
            try await RawConnection.open(port: watched.server.port) { client in
                for _ in 1...3 {
                    try await client.send("GET /both/ HTTP/1.1\nHost: h\n\n")
                    let answer = try await client.answer()
                    #expect(answer.status == 200 && answer["connection"] == nil)
                }
                try await client.send("GET /plain/ HTTP/1.1\nHost: h\n\nGET /both/ HTTP/1.1\n\(RawConnection.upgradeHeaders)\n")
                #expect(try await client.answer().status == 200)
                let answer = try await client.answer()
                #expect(answer.status == 101)
                #expect(answer["upgrade"] == "websocket" && answer["connection"]?.lowercased() == "upgrade")
                #expect(answer["sec-websocket-accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
                #expect(answer["content-length"] == nil && answer["transfer-encoding"] == nil)
                let connection = try await watched.next()
                try await client.sendFrame(.text, Array("not echoed".utf8))
                #expect(connection.send(text: ByteBuffer(string: "hello")))
                #expect(try await client.frame() == RawFrame(.text, Array("hello".utf8)))
            }
        }
    }

    @Test("needs no credentials where watching is free, and nothing else goes with it")
    func access() async throws {
        try await Watched.run { watched in
            let upgrade = RawConnection.upgradeHeaders.split(separator: "\n").dropFirst().joined(separator: "\n")
            let server = watched.server
            let answer = try await server.answer("GET /watch/", upgrade)
            #expect(answer.status == 101)
            #expect(try await server.answer("GET /watch/", "Upgrade: websocket").status == 401)
            #expect(try await server.answer("POST /watch/", upgrade).status == 401)
            #expect(try await server.answer("HEAD /watch/", upgrade).status == 401)
            #expect(try await server.answer("GET /watch/").status == 401)
            #expect(try await server.answer("GET /watch/", RoutesFixture.bobHeader).status == 426)
            #expect(try await server.answer("POST /watch/", RoutesFixture.bobHeader).status == 204)
            #expect(try await server.answer("GET /users/", upgrade).status == 401)
            #expect(try await server.answer("GET /users/", upgrade, RoutesFixture.bobHeader).status == 101)
        }
    }

    @Test(
        "that leads nowhere is answered in HTTP, and the connection ends",
        arguments: [("/nowhere/", 404), ("/gone/", 404), ("/users/", 401), ("/plain/", 200), ("/torn/", 409), ("/watch", 301)]
    )
    func refusals(_ path: String, _ status: Int) async throws {
        try await Watched.run { watched in
            try await RawConnection.open(port: watched.server.port) { client in
                let answer = try await client.upgrade(path)
                #expect(answer.status == status && answer["connection"] == "close")
                try await client.waitForEnd()
            }
        }
    }

    @Test("for another protocol leaves a request with a body as it is")
    func otherProtocol() async throws {
        try await Watched.run { watched in
            try await RawConnection.open(port: watched.server.port) { client in
                let headers = "Host: h\nUpgrade: h2c\nConnection: Upgrade, HTTP2-Settings\nContent-Length: 3"
                try await client.send("POST /plain/ HTTP/1.1\n\(headers)\n\n")
                try await client.send("abc")
                let answer = try await client.answer()
                #expect(answer.status == 200 && answer.body == #"{"detail":"3"}"#)
                #expect(answer["connection"] == "close")
                try await client.waitForEnd()
            }
        }
    }

    @Test("has to be in order")
    func malformed() async throws {
        try await Watched.run { watched in
            let upgrade = ["Upgrade: websocket", "Connection: Upgrade"]
            let version = "Sec-WebSocket-Version: 13"
            let key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
            let cases: [(headers: [String], status: Int)] = [
                (upgrade + [version], 400), (upgrade + [version, "Sec-WebSocket-Key: c2hvcnQ="], 400),
                (upgrade + [version, "Sec-WebSocket-Key: !!!!!!!!!!!!!!!!!!!!!!!!"], 400),
                (upgrade + [version, key, "Content-Length: 1"], 400),
                (upgrade + ["Sec-WebSocket-Version: 12", key], 426), (upgrade + [key], 426),
                ([version, key], 401), (["Upgrade: h2c", "Connection: Upgrade", version, key], 401),
            ]
            for (headers, status) in cases {
                try await RawConnection.open(port: watched.server.port) { client in
                    try await client.send("GET /watch/ HTTP/1.1\nHost: h\n" + headers.joined(separator: "\n") + "\n\nx")
                    let answer = try await client.answer()
                    #expect(answer.status == status, "\(headers)")
                    #expect(answer["sec-websocket-version"] == (status == 426 ? "13" : nil))
                    if headers.count > 2 { try await client.waitForEnd() }
                }
            }
        }
    }
}
