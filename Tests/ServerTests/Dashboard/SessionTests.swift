import DroverServer
import HTTPSupport
import JSONSupport
import Testing

/// Log-in with a cookie, and what the cookie opens.
@Suite struct SessionTests {
    private static let page = ["Authorization": "", "X-Drover-UI": "1"]

    /// - Returns: the cookie as a browser sends it back.
    private func logIn(
        _ server: TestServer, _ username: String = "admin", _ password: String = TestServer.password
    ) async throws -> String {
        let answer = try await server.send(
            .POST, "/ui/session", ["username": .string(username), "password": .string(password)], headers: Self.page
        )
        guard answer.status == 204, let cookie = answer.header("Set-Cookie") else {
            throw TestFailure("log-in was refused: \(answer.status) \(answer.text)")
        }
        return String(cookie.prefix { $0 != ";" })
    }

    private func who(_ server: TestServer, _ headers: [String: String]) async throws -> JSON {
        try await server.send(.GET, "/ui/session", headers: headers).json()
    }

    private func headers(_ cookie: String, isPage: Bool = true) -> [String: String] {
        var headers = ["Authorization": "", "Cookie": "theme=dark; \(cookie)"]
        if isPage { headers["X-Drover-UI"] = "1" }
        return headers
    }

    @Test func theCookieOpensEveryDialect() async throws {
        try await TestServer.run { server in
            let nobody = try await who(server, Self.page)
            #expect(nobody == ["username": .null, "is_staff": false, "may_read": false])
            let cookie = try await logIn(server)
            let somebody = try await who(server, headers(cookie))
            #expect(somebody == ["username": "admin", "is_staff": true, "may_read": true])
            for path in ["/api/jobs", "/v6/jobs/", "/v1/nodes/ping"] {
                let status = try await server.send(.GET, path, headers: headers(cookie, isPage: false)).status
                #expect(status != 401 && status != 403, "\(path): \(status)")
            }
            let made = try await server.send(.POST, "/api/users", ["username": "jane"], headers: headers(cookie))
            #expect(made.status == 201)
        }
    }

    @Test func theCookieIsKeptFromScriptsAndOtherSites() async throws {
        try await TestServer.run({ $0.trustsProxies = true }) { server in
            let body: JSON = ["username": "admin", "password": .string(TestServer.password)]
            let plain = try await server.send(.POST, "/ui/session", body, headers: Self.page)
            let attributes = plain.header("Set-Cookie") ?? ""
            #expect(attributes.contains("HttpOnly") && attributes.contains("SameSite=Strict") && attributes.contains("Path=/"))
            #expect(!attributes.contains("Secure"))
            var proxied = Self.page
            proxied["X-Forwarded-Proto"] = "https"
            let secure = try await server.send(.POST, "/ui/session", body, headers: proxied)
            #expect(secure.header("Set-Cookie")?.contains("; Secure") == true)
        }
    }

    @Test func aChangeWithTheCookieAloneIsRefused() async throws {
        try await TestServer.run { server in
            let cookie = try await logIn(server)
            for (method, path) in [
                (TestMethod.POST, "/api/jobs/cancel"), (.PATCH, "/v6/job-types/a/1.0.0/"), (.POST, "/v1/nodes/create"),
                (.DELETE, "/api/keys/1"),
            ] {
                let answer = try await server.send(method, path, [:], headers: headers(cookie, isPage: false))
                #expect(answer.status == 403, "\(path)")
                #expect(answer.detail.contains("X-Drover-UI"))
            }
            // The header in its turn is nothing that a page of another origin may send.
            let asked = try await server.send(.OPTIONS, "/v1/nodes/create", headers: [
                "Authorization": "", "Origin": "https://evil.example", "Access-Control-Request-Method": "POST",
                "Access-Control-Request-Headers": "x-drover-ui",
            ])
            #expect(asked.header("Access-Control-Allow-Headers")?.lowercased().contains("x-drover-ui") == false)
            #expect(asked.header("Access-Control-Allow-Credentials") == nil)
            let forged = try await server.send(
                .POST, "/ui/session", ["username": "admin", "password": .string(TestServer.password)],
                headers: ["Authorization": ""]
            )
            #expect(forged.status == 403)
        }
    }

    @Test func rolesAreThoseOfTheUser() async throws {
        try await TestServer.run { server in
            _ = try await server.send(.POST, "/api/users", ["username": "reader", "password": "long enough"])
            let cookie = try await logIn(server, "reader", "long enough")
            #expect(try await server.send(.GET, "/api/jobs", headers: headers(cookie)).status == 200)
            #expect(try await server.send(.POST, "/api/jobs", ["job_type": "a"], headers: headers(cookie)).status == 403)
            let off = try await server.send(.PATCH, "/api/users/reader", ["is_active": false])
            #expect(off.status == 200)
            #expect(try await server.send(.GET, "/api/jobs", headers: headers(cookie)).status == 401)
            let nobody = try await who(server, headers(cookie))
            #expect(nobody["username"] == .null)
        }
    }

    @Test func whatIsNoSessionIsRefusedWithoutAChallenge() async throws {
        try await TestServer.run { server in
            let tokens = try await server.send(
                .POST, "/v1/auth/obtain", ["username": "admin", "password": .string(TestServer.password)]
            ).json()
            for name in ["access", "refresh"] {
                let token = try #require(tokens[name]?.stringValue)
                let answer = try await server.send(.GET, "/api/jobs", headers: headers("drover_session=\(token)"))
                #expect(answer.status == 401, "a token of another kind was taken")
                #expect(answer.header("WWW-Authenticate") == nil, "the browser would ask for a password itself")
            }
            let session = try await logIn(server).split(separator: "=", maxSplits: 1)[1]
            let bearer = try await server.send(.GET, "/api/jobs", headers: ["Authorization": "Bearer \(session)"])
            #expect(bearer.status == 401, "a session is good for nothing but the cookie")
            let wrong = try await server.send(
                .POST, "/ui/session", ["username": "admin", "password": "wrong"], headers: Self.page
            )
            #expect(wrong.status == 401)
            let ended = try await server.send(.DELETE, "/ui/session", headers: Self.page)
            #expect(ended.status == 204)
            #expect(ended.header("Set-Cookie")?.contains("Max-Age=0") == true)
        }
    }

    @Test func guessingIsLimited() async throws {
        try await TestServer.run { server in
            var last = 0
            for _ in 0..<40 where last != 429 {
                last = try await server.send(
                    .POST, "/ui/session", ["username": "admin", "password": "guess"], headers: Self.page
                ).status
            }
            #expect(last == 429)
        }
    }

    @Test func anOpenNetworkNeedsNoLogIn() async throws {
        try await TestServer.run({ $0.anonymous = .read }) { server in
            let nobody = try await who(server, Self.page)
            #expect(nobody == ["username": .null, "is_staff": false, "may_read": true])
        }
    }
}
