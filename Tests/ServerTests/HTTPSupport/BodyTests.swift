import HTTPSupport
import JSONSupport
import NIOCore
import Testing

/// What the routes of these tests do with bodies.
private func register(in table: inout RouteTable) {
    let limited = RouteOptions(maximumBody: 100)
    table.on("/api/json/", access: .open, options: limited, [.post: { call in
        .json(bytes: Array(try await call.json().compactText.utf8))
    }])
    table.on("/api/fields/", access: .open, options: limited, [.post: { call in
        let parameters = try await call.parameters()
        return .detail(200, try parameters.string("a") ?? "nothing")
    }])
    table.on("/api/upload/", [.post: { call in
        var count = 0
        for try await chunk in try call.upload() { count += chunk.readableBytes }
        return .detail(201, "\(count)")
    }])
    table.on("/api/file/{name}/", access: .open, options: RouteOptions(produces: []), [.get: { call in
        let letters = ByteBuffer(string: "abcdefghij")
        let file = FileDescription(name: call.path("name"), mediaType: "text/plain", size: 10, tag: "t")
        return try await call.file(file) { range in
            let part = range.map { Int($0.lowerBound)..<Int($0.upperBound) } ?? 0..<10
            return AsyncStream { stream in
                for index in part { stream.yield(letters.getSlice(at: index, length: 1) ?? ByteBuffer()) }
                stream.finish()
            }
        }
    }])
    table.on("/api/ping", slash: .forbidden, access: .open, [.get: { _ in .detail(200, "pong") }])
}

@Suite("Bodies of requests", .timeLimit(.minutes(1)))
struct BodyTests {
    private let json = "Content-Type: application/json"

    @Test("are JSON or a form, within limits")
    func content() async throws {
        try await RoutesFixture.run { table, _ in register(in: &table) } _: { server in
            let cases: [(type: String, body: String, status: Int, answer: String)] = [
                (json, #"{"a": [1, 2.0, null]}"#, 200, #"{"a":[1,2.0,null]}"#), (json, "", 200, "{}"),
                ("X-Nothing: here", "[1]", 200, "[1]"),
                (
                    json, "{bad", 400,
                    #"{"detail":"JSON parse error - Expecting property name enclosed in double quotes: "#
                        + #"line 1 column 2 (char 1)"}"#
                ),
                (json, #"{"a":"\u0000"}"#, 400, #"{"detail":"a: Null characters are not allowed."}"#),
                (json, #"{"\u0000":1}"#, 400, #"{"detail":"Null characters are not allowed."}"#),
                (
                    "Content-Type: text/plain; charset=utf-8", "x", 415,
                    #"{"detail":"Unsupported media type \"text/plain; charset=utf-8\" in request."}"#
                ),
                (
                    json, String(repeating: "1", count: 101), 413,
                    #"{"detail":"The request body is larger than the limit of 100 bytes."}"#
                ),
            ]
            for (type, body, status, text) in cases {
                let answer = try await server.answer("POST /api/json/", type, body: body)
                #expect(answer.status == status && answer.body == text, "\(body)")
                #expect(answer["content-type"] == "application/json")
            }
            let deep = try await server.answer("POST /api/json/", json, body: String(repeating: "[", count: 90))
            #expect(deep.status == 400)
            let form = "Content-Type: application/x-www-form-urlencoded; charset=utf-8"
            #expect(try await server.answer("POST /api/fields/", form, body: "a=x+%2B").body == #"{"detail":"x +"}"#)
            #expect(try await server.answer("POST /api/fields/?a=q", form, body: "a=x").body == #"{"detail":"q"}"#)
            let list = try await server.answer("POST /api/fields/", json, body: "[1]")
            #expect(list.status == 400)
            #expect(list.body == #"{"detail":"Invalid data. Expected a dictionary, but got list."}"#)
        }
    }

    @Test("are asked for only when somebody wants them")
    func expectations() async throws {
        try await RoutesFixture.run { table, _ in register(in: &table) } _: { server in
            let head = "POST /api/upload/ HTTP/1.1\nHost: h\nContent-Length: 5\nExpect: 100-continue\n"
            try await RawConnection.open(port: server.port) { connection in
                try await connection.send(head + RoutesFixture.adminHeader + "\n\n")
                #expect(try await connection.answer().status == 100)
                try await connection.send("hello")
                #expect(try await connection.answer().body == #"{"detail":"5"}"#)
                try await connection.send("GET /api/ping HTTP/1.1\nHost: h\n\n")
                #expect(try await connection.answer().status == 200)
            }
            try await RawConnection.open(port: server.port) { connection in
                try await connection.send(head + "\n")
                let refused = try await connection.answer()
                #expect(refused.status == 401 && refused["connection"] == "close")
                try await connection.waitForEnd()
            }
        }
    }

    @Test("that nobody reads spoil no later request")
    func unread() async throws {
        try await RoutesFixture.run { table, _ in register(in: &table) } _: { server in
            try await RawConnection.open(port: server.port) { connection in
                try await connection.send("POST /api/upload/ HTTP/1.1\nHost: h\nContent-Length: 5\n\nhello")
                try await connection.send("GET /api/ping HTTP/1.1\nHost: h\n\n")
                let refused = try await connection.answer()
                #expect(refused.status == 401 && refused["connection"] == nil)
                #expect(try await connection.answer().body == #"{"detail":"pong"}"#)
            }
            try await RawConnection.open(port: server.port) { connection in
                try await connection.send("POST /api/upload/ HTTP/1.1\nHost: h\nContent-Length: 99999999\n\nhello")
                let refused = try await connection.answer()
                #expect(refused.status == 401 && refused["connection"] == "close")
                try await connection.waitForEnd()
            }
        }
    }

    @Test("in chunks are counted as they come; one that breaks off is never taken for a whole one")
    func streams() async throws {
        try await RoutesFixture.run { table, _ in register(in: &table) } _: { server in
            let chunked = "HTTP/1.1\nHost: h\nTransfer-Encoding: chunked\n\(RoutesFixture.adminHeader)\n\n"
            try await RawConnection.open(port: server.port) { connection in
                try await connection.send("POST /api/upload/ \(chunked)3\nabc\n2\nde\n0\n\n")
                #expect(try await connection.answer().body == #"{"detail":"5"}"#)
                let chunk = "28\n" + String(repeating: "1", count: 40) + "\n"
                try await connection.send("POST /api/json/ \(chunked)\(chunk)\(chunk)\(chunk)")
                let tooLarge = try await connection.answer()
                #expect(tooLarge.status == 413 && tooLarge["connection"] == "close")
            }
            let counted = "HTTP/1.1\nHost: h\nContent-Length: 50\n\(RoutesFixture.adminHeader)\n\n"
            for start in [counted + "hel", chunked + "5\nhel"] {
                try await RawConnection.open(port: server.port) { connection in
                    try await connection.send("POST /api/upload/ \(start)")
                    connection.finish()
                    let refused = try await connection.answer()
                    #expect(refused.status == 400)
                    #expect(refused.body == #"{"detail":"The request ended before its body was complete."}"#)
                }
            }
        }
    }

    @Test("of answers with files come whole or in part")
    func files() async throws {
        try await RoutesFixture.run { table, _ in register(in: &table) } _: { server in
            let whole = try await server.answer("GET /api/file/a%22b/")
            #expect(whole.status == 200 && whole.body == "abcdefghij")
            #expect(whole["content-disposition"] == "attachment; filename=\"a_b\"; filename*=UTF-8''a%22b")
            #expect(whole["accept-ranges"] == "bytes" && whole["etag"] == "\"t\"")
            #expect(whole["x-content-type-options"] == "nosniff")

            let part = try await server.answer("GET /api/file/a/", "Range: bytes=2-4")
            #expect(part.status == 206 && part.body == "cde" && part["content-range"] == "bytes 2-4/10")
            let outside = try await server.answer("GET /api/file/a/", "Range: bytes=10-")
            #expect(outside.status == 416 && outside["content-range"] == "bytes */10")
            let changed = try await server.answer("GET /api/file/a/", "Range: bytes=2-4", "If-Range: \"old\"")
            #expect(changed.status == 200 && changed.body == "abcdefghij")
            let known = try await server.answer("GET /api/file/a/", "If-None-Match: W/\"t\"")
            #expect(known.status == 304 && known.body.isEmpty)
            let head = try await server.answer("HEAD /api/file/a/", "Range: bytes=2-4")
            #expect(head.status == 200 && head["content-length"] == "10")
        }
    }
}
