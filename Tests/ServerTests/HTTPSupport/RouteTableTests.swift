import HTTPSupport
import JSONSupport
import JobEngine
import Storage
import Testing

/// A handler that answers with the names and values of its path.
private let echo: RouteHandler = { call in
    .detail(200, ["name", "version"].map { call.path($0) }.joined(separator: "|"))
}

@Suite("The table of routes", .timeLimit(.minutes(1)))
struct RouteTableTests {
    @Test("tells paths, slashes and methods apart")
    func pathsAndMethods() async throws {
        try await RoutesFixture.run(HTTPSettings(anonymousAccess: .write, prefix: "scale/api/")) { table, _ in
            table.on("/v6/types/", [.get: echo, .post: echo])
            table.on("/v6/types/{name}/", [.get: echo])
            table.on("/v6/types/{name}/{version}/", [.get: echo, .patch: { _ in .empty(204) }])
            table.on("/api/x", slash: .optional, [.get: echo])
            table.on("/api/y", slash: .forbidden, access: .open, [.get: echo])
        } _: { server in
            let missing = try await server.answer("DELETE /v6/types?a=%20b&c")
            #expect(missing.status == 301)
            #expect(missing["location"] == "/scale/api/v6/types/?a=%20b&c")
            #expect(missing["content-type"] == "text/html; charset=utf-8")
            #expect(missing.body.isEmpty)

            let wrong = try await server.answer("PUT /v6/types/")
            #expect(wrong.status == 405)
            #expect(wrong["allow"] == "GET, POST, HEAD, OPTIONS")
            #expect(wrong.body == #"{"detail":"Method \"PUT\" not allowed."}"#)

            let options = try await server.answer("OPTIONS /v6/types/a/1/")
            #expect(options.status == 200)
            #expect(options["allow"] == "GET, PATCH, HEAD, OPTIONS")

            let head = try await server.answer("HEAD /v6/types/a/1/")
            #expect(head.status == 200)
            #expect(head["content-length"] == "16")

            let page = "<h1>Not Found</h1><p>The requested resource was not found on this server.</p>"
            let unknownPaths = [
                "/v6/nosuch/", "/v6//types/", "/v6/types/a%2Fb/", "/v6/types/a%00/", "/v6/types/%zz/", "/v6/types/%ff/",
                "/scale/api/v6/nosuch/",
            ]
            for path in unknownPaths {
                let unknown = try await server.answer("GET \(path)")
                #expect(unknown.status == 404 && unknown.body == page, "\(path)")
                #expect(unknown["content-type"] == "text/html; charset=utf-8")
            }
            let decoded = try await server.answer("GET /scale/api/v6/ty%70es/caf%C3%A9%2525/1.0+%2B/?x")
            #expect(decoded.body == #"{"detail":"café%25|1.0++"}"#)

            #expect(try await server.answer("GET /api/x/").status == 200)
            #expect(try await server.answer("GET /api/x").status == 200)
            #expect(try await server.answer("GET /api/y/").body == #"{"detail":"Not found."}"#)
            #expect(try await server.answer("PATCH /v6/types/a/1/").status == 204)
        }
    }

    @Test("lets in whom the route is for, and says why not in the words of its dialect")
    func access() async throws {
        try await RoutesFixture.run { table, _ in
            for root in ["/v6", "/v1", "/api"] {
                table.on(root + "/things/", [.get: echo, .post: echo])
                table.on(root + "/check/", access: .read, [.post: echo])
                table.on(root + "/work/", access: .worker, [.post: echo])
                table.on(root + "/bytes/", access: .readFile, [.get: echo])
            }
        } _: { server in
            for (root, status) in [("/v6", 403), ("/v1", 401), ("/api", 401)] {
                let nobody = try await server.answer("GET \(root)/things/")
                #expect(nobody.status == status)
                #expect(nobody.body == #"{"detail":"Authentication credentials were not provided."}"#)
                #expect((nobody["www-authenticate"] != nil) == (status == 401))
                #expect(try await server.answer("GET \(root)/things/", RoutesFixture.bobHeader).status == 200)
                #expect(try await server.answer("POST \(root)/things/", RoutesFixture.adminHeader).status == 200)
                #expect(try await server.answer("POST \(root)/check/", RoutesFixture.bobHeader).status == 200)
                #expect(try await server.answer("POST \(root)/work/", server.workerHeader).status == 200)
                #expect(try await server.answer("GET \(root)/bytes/", server.workerHeader).status == 200)
                for refused in [
                    try await server.answer("POST \(root)/things/", RoutesFixture.bobHeader),
                    try await server.answer("POST \(root)/work/", RoutesFixture.bobHeader),
                    try await server.answer("GET \(root)/things/", server.workerHeader),
                ] {
                    #expect(refused.status == 403)
                    #expect(refused.body == #"{"detail":"You do not have permission to perform this action."}"#)
                }
            }
            let texts = [
                ("Token nonsense", "Invalid token."), ("Token", "Invalid token header. No credentials provided."),
                ("Basic Ym9iOndyb25nIHBhc3N3b3Jk", "Invalid username/password."), ("Bearer x.y.z", "Invalid token."),
                ("Token a b", "Invalid token header. Token string should not contain spaces."),
            ]
            for (header, text) in texts {
                let refused = try await server.answer("GET /v6/things/", "Authorization: \(header)")
                #expect(refused.status == 403)
                #expect(refused.body == "{\"detail\":\"\(text)\"}")
            }
            let challenged = try await server.answer("GET /v1/things/", "Authorization: Bearer x.y.z")
            #expect(challenged.status == 401)
            #expect(challenged["www-authenticate"] == "Bearer realm=\"api\"")
            #expect(
                challenged.body == """
                    {"detail":"Given token not valid for any token type","code":"token_not_valid","messages":\
                    [{"token_class":"AccessToken","token_type":"access","message":"Token is invalid"}]}
                    """
            )
        }
    }

    @Test("turns errors into answers and tells nothing of its own faults")
    func errors() async throws {
        let errors: [(error: any Error, status: Int, body: String)] = [
            (EngineError.notFound("job", 3), 404, "Not found."),
            (EngineError.invalid("name", "The name is wrong."), 400, "The name is wrong."),
            (EngineError(.conflict, "It runs."), 409, "It runs."), (EngineError(.forbidden, "No."), 403, "No."),
            (StorageError(.overloaded, "x"), 503, "Too many changes are waiting; try again."),
            (StorageError(.diskFull, "x"), 507, "The server has no space left for this."),
            (RequestError(418, "Tea."), 418, "Tea."),
        ]
        try await RoutesFixture.run { table, _ in
            for (number, entry) in errors.enumerated() {
                table.on("/api/\(number)/", access: .open, [.get: { _ in throw entry.error }])
            }
            for root in ["/v6", "/api"] {
                table.on(root + "/fault/", access: .open, [.get: { _ in throw StorageError(.other, "inner secret") }])
            }
        } _: { server in
            for (number, entry) in errors.enumerated() {
                let answer = try await server.answer("GET /api/\(number)/")
                #expect(answer.status == entry.status)
                #expect(answer.body == "{\"detail\":\"\(entry.body)\"}")
                #expect((answer["retry-after"] != nil) == (entry.status == 503))
            }
            let page = try await server.answer("GET /v6/fault/")
            #expect(page.status == 500 && page.body == "<h1>Server Error (500)</h1>")
            let fault = try await server.answer("GET /api/fault/")
            let id = try #require(fault["x-request-id"])
            #expect(fault.status == 500 && fault.body.contains(id) && !fault.body.contains("secret"))
        }
    }

    @Test("pages lists with links to the pages around")
    func pages() async throws {
        let settings = HTTPSettings(anonymousAccess: .read, prefix: "/scale", trustsProxies: true)
        try await RoutesFixture.run(settings) { table, _ in
            table.on("/v6/numbers/", [.get: { call in
                let page = try await call.page { offset, limit in
                    (Array((Int64(0)..<10).dropFirst(Int(offset)).prefix(Int(limit))), 10)
                }
                return call.answer(page) { $0.value($1) }
            }])
        } _: { server in
            let url = "http://example.org:81/scale/v6/numbers/"
            let middle = try await server.answer("GET /v6/numbers/?z=1&page_size=4&page=2&b=x+y")
            #expect(
                middle.body == """
                    {"count":10,"next":"\(url)?b=x+y&page=3&page_size=4&z=1","previous":"\(url)?b=x+y&page_size=4&z=1",\
                    "results":[4,5,6,7]}
                    """
            )
            let last = try await server.answer("GET /v6/numbers/?page=last&page_size=4", "X-Forwarded-Proto: https")
            let previous = url.replacing("http:", with: "https:") + "?page=2&page_size=4"
            #expect(last.body == #"{"count":10,"next":null,"previous":"\#(previous)","results":[8,9]}"#)
            let second = try await server.answer("GET /v6/numbers/?page=2", RoutesFixture.bobHeader)
            #expect(second.status == 404 && second.body == #"{"detail":"Invalid page."}"#)
            let all = try await server.answer("GET /v6/numbers/")
            #expect(all.body == #"{"count":10,"next":null,"previous":null,"results":[0,1,2,3,4,5,6,7,8,9]}"#)
        }
    }
}

@Suite("Log-in routes", .timeLimit(.minutes(1)))
struct AuthRoutesTests {
    @Test("give tokens that open the others")
    func tokens() async throws {
        try await RoutesFixture.run { table, engine in
            AuthRoutes(engine: engine).register(in: &table)
            table.on("/v1/things", slash: .optional, [.get: echo])
        } _: { server in
            let json = "Content-Type: application/json"
            let form = "Content-Type: application/x-www-form-urlencoded"
            let login = try await server.answer(
                "POST /v1/auth/obtain", json, body: #"{"username":"bob","password":"correct horse"}"#
            )
            #expect(login.status == 200)
            let tokens = try JSON.parse(login.body)
            let access = try #require(tokens["access"]?.stringValue)
            let refresh = try #require(tokens["refresh"]?.stringValue)
            #expect(try await server.answer("GET /v1/things", "Authorization: Bearer \(access)").status == 200)

            let renewed = try await server.answer("POST /v1/auth/refresh/", form, body: "refresh=\(refresh)")
            #expect(try JSON.parse(renewed.body).objectValue?.keys == ["access"])
            for token in [access, refresh] {
                let verified = try await server.answer("POST /v1/auth/verify", form, body: "token=\(token)")
                #expect(verified.status == 200 && verified.body == "{}")
            }
            let wrongType = try await server.answer("POST /v1/auth/refresh", form, body: "refresh=\(access)")
            #expect(wrongType.status == 401 && wrongType["www-authenticate"] == "Bearer realm=\"api\"")
            #expect(wrongType.body == #"{"detail":"Token has wrong type","code":"token_not_valid"}"#)
        }
    }

    @Test("say what is wrong with each field")
    func fields() async throws {
        try await RoutesFixture.run { table, engine in
            AuthRoutes(engine: engine).register(in: &table)
        } _: { server in
            let json = "Content-Type: application/json"
            let cases: [(body: String, answer: String)] = [
                ("{}", #"{"username":["This field is required."],"password":["This field is required."]}"#),
                (
                    #"{"username":"","password":null}"#,
                    #"{"username":["This field may not be blank."],"password":["This field may not be null."]}"#
                ),
                (#"{"username":"bob","password":[]}"#, #"{"password":["Not a valid string."]}"#),
                ("[]", #"{"detail":"Invalid data. Expected a dictionary, but got list."}"#),
            ]
            for (body, text) in cases {
                let answer = try await server.answer("POST /v1/auth/obtain", json, body: body)
                #expect(answer.status == 400 && answer.body == text)
            }
            let wrong = try await server.answer("POST /v1/auth/obtain", json, body: #"{"username":"bob","password":5}"#)
            #expect(wrong.status == 401)
            #expect(wrong.body == #"{"detail":"No active account found with the given credentials"}"#)
            #expect(try await server.answer("GET /v1/auth/obtain").status == 405)
        }
    }
}
