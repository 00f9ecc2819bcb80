import JobEngine
import Testing

@testable import HTTPSupport

@Suite("The Accept header")
struct AcceptHeaderTests {
    @Test(
        "chooses the heaviest offer, of equal ones the first",
        arguments: [
            ("text/html, */*;q=0.1", "application/json"), ("text/plain", "text/plain"), ("text/*", "text/plain"),
            ("text/plain;q=0.5, application/json;q=0.4", "text/plain"), ("APPLICATION/JSON", "application/json"),
            ("*/*, application/json;q=0.1", "text/plain"), ("application/json; indent=4", "application/json"),
            ("garbage", "application/json"), ("", "application/json"), ("text/html", nil), ("*/*;q=0", nil),
            ("application/json;q=0, text/html", nil),
        ] as [(String, String?)]
    )
    func best(_ header: String, _ expected: String?) {
        #expect(AcceptHeader(header).best(of: [.json, .plainText])?.description == expected)
    }

    @Test("is not asked where the format is given, or known to fit")
    func negotiation() throws {
        let method = Route.Method(verb: .get, access: .read, options: RouteOptions()) { _ in .empty(204) }
        func agreed(_ accept: String?, _ query: String) throws -> MediaType? {
            try method.negotiate(accept, FormFields(parsing: query.utf8))
        }
        #expect(try agreed(nil, "") == .json)
        #expect(try agreed("*/*", "format=json") == .json)
        #expect(try agreed("application/json", "format=") == .json)
        #expect(#expect(throws: RequestError.self) { try agreed(nil, "format=xml") }?.status == 404)
        #expect(#expect(throws: RequestError.self) { try agreed(nil, "format=txt") }?.status == 404)
        #expect(#expect(throws: RequestError.self) { try agreed("text/html", "") }?.status == 406)
    }
}

@Suite("The Authorization header")
struct AuthorizationHeaderTests {
    @Test(
        "names a user, a token or a key",
        arguments: [
            ("Basic dXNlcjpwYTpzcw==", .basic(username: "user", password: "pa:ss")),
            ("basic  dXNlcjo", .basic(username: "user", password: "")),
            ("BASIC w6k6w7w=", .basic(username: "é", password: "ü")), ("Bearer a.b.c", .bearer("a.b.c")),
            ("Token drv_x", .token("drv_x")), ("Digest x", nil), ("", nil), (nil, nil),
        ] as [(String?, Credentials?)]
    )
    func read(_ header: String?, _ credentials: Credentials?) throws {
        #expect(try AuthorizationHeader.credentials(in: header) == credentials)
    }

    @Test(
        "is refused when it is half a one",
        arguments: [
            ("Token", .malformedHeader(.token, .noCredentials)), ("Bearer a b", .malformedHeader(.bearer, .hasSpaces)),
            ("Basic !", .malformedHeader(.basic, .notBase64)), ("Basic dXNlcg==", .malformedHeader(.basic, .notBase64)),
            ("Basic /zo=", .malformedHeader(.basic, .notBase64)),
        ] as [(String, AccessFailure)]
    )
    func malformed(_ header: String, _ failure: AccessFailure) {
        #expect(throws: failure) { try AuthorizationHeader.credentials(in: header) }
    }

    @Test(
        "holds base 64 with or without padding",
        arguments: [
            ("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm8", "fo"), ("Zg", "f"), ("Z", nil),
            ("Zg=v", nil),
            ("Zg===", nil), ("Z g=", nil), ("Zm9v-", nil),
        ] as [(String, String?)]
    )
    func base64(_ text: String, _ decoded: String?) {
        #expect(Base64.decode(text.utf8).map { String(decoding: $0, as: UTF8.self) } == decoded)
    }
}

@Suite("Who is let in")
struct AccessTests {
    private let user = Principal(userID: 1, username: "user", isStaff: false)
    private let staff = Principal(userID: 2, username: "staff", isStaff: true)
    private let worker = Principal(userID: 2, username: "staff", isStaff: false, keyRole: .worker)

    @Test("by role")
    func roles() {
        let admitted: [(Access, [Bool])] = [
            (.open, [true, true, true, true]), (.read, [false, true, true, false]),
            (.readFile, [false, true, true, true]),
            (.write, [false, false, true, false]), (.worker, [false, false, true, true]),
        ]
        for (access, expected) in admitted {
            let found = [nil, user, staff, worker].map { access.admits($0, .none) }
            #expect(found == expected, "\(access)")
        }
    }

    @Test("without credentials only as far as the operator opened the network")
    func anonymous() {
        let admitted: [(AnonymousAccess, [Bool])] = [
            (.none, [false, false, false]), (.read, [true, false, false]), (.write, [true, true, false]),
        ]
        for (anonymous, expected) in admitted {
            let found = [Access.read, .write, .worker].map { $0.admits(nil, anonymous) }
            #expect(found == expected, "\(anonymous)")
        }
        #expect(Access.write.admits(user, .write))
    }

    @Test("by method where a route says no more")
    func byMethod() {
        #expect(Access.byMethod.resolved(for: .get) == .read)
        #expect(Access.byMethod.resolved(for: .post) == .write)
        #expect(Access.worker.resolved(for: .get) == .worker)
    }
}

@Suite("Headers of files")
struct FileHeaderTests {
    @Test(
        "ask for all of a file or a part of it",
        arguments: [
            (nil, .all), ("bytes=0-0", .part(0..<1)), ("bytes=2-4", .part(2..<5)), ("bytes=2-", .part(2..<10)),
            ("bytes=-3", .part(7..<10)), ("bytes=-99", .part(0..<10)), ("bytes=8-99", .part(8..<10)),
            ("BYTES = 8-99999999999999999999", .part(8..<10)), ("bytes=10-", .unsatisfiable),
            ("bytes=-0", .unsatisfiable),
            ("bytes=10-12", .unsatisfiable), ("bytes=4-2", .all), ("bytes=1-2,4-5", .all), ("lines=1-2", .all),
            ("bytes=a-b", .all), ("bytes=-", .all), ("bytes=", .all), ("bytes=1", .all), ("bytes=+1-2", .all),
        ] as [(String?, ByteRange.Wanted)]
    )
    func ranges(_ header: String?, _ wanted: ByteRange.Wanted) {
        #expect(ByteRange.wanted(header, of: 10) == wanted)
    }

    @Test("ask for a part of an empty file in vain")
    func emptyFile() {
        #expect(ByteRange.wanted("bytes=0-", of: 0) == .unsatisfiable)
        #expect(ByteRange.wanted("bytes=-1", of: 0) == .unsatisfiable)
        #expect(ByteRange.wanted(nil, of: 0) == .all)
    }

    @Test("compare entity tags weakly")
    func tags() {
        #expect(EntityTag.matches("\"a\", W/\"b\"", "\"b\""))
        #expect(EntityTag.matches("*", "\"b\""))
        #expect(!EntityTag.matches("\"a\"", "\"b\""))
        #expect(!EntityTag.matches(nil, "\"b\""))
    }

    @Test(
        "carry file names of any characters",
        arguments: [
            ("a b.txt", "attachment; filename=\"a b.txt\""),
            ("é\"\\.txt", "attachment; filename=\"___.txt\"; filename*=UTF-8''%C3%A9%22%5C.txt"),
            ("a\r\nb", "attachment; filename=\"a__b\"; filename*=UTF-8''a%0D%0Ab"),
        ]
    )
    func names(_ name: String, _ header: String) {
        #expect(ContentDisposition.attachment(name) == header)
    }

    @Test("and paths are percent-encoded and decoded once")
    func percentCoding() {
        #expect(PercentCoding.pathSegment("1.0.0+a b/é%") == "1.0.0+a%20b%2F%C3%A9%25")
        #expect(PercentCoding.decode("a%2525+".utf8).map { String(decoding: $0, as: UTF8.self) } == "a%25+")
        #expect(PercentCoding.decode("%".utf8) == nil)
        #expect(PercentCoding.decode("%a".utf8) == nil)
        #expect(PercentCoding.decode("%ag".utf8) == nil)
    }
}
