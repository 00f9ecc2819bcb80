import Testing

@testable import HTTPSupport

/// The patterns of some routes, and what a path finds among them.
private struct Tree {
    private var tree = RouteTree()
    private let patterns: [String]

    init(_ patterns: String...) {
        self.patterns = patterns
        for (number, pattern) in patterns.enumerated() {
            #expect(tree.insert(RoutePattern(pattern), route: number) == number)
        }
    }

    /// The pattern, and the raw values of its parameters.
    func find(_ path: String) -> [String]? {
        RequestTarget(path)?.withPath { bytes, range in
            tree.find(bytes, in: range).map { found in
                [patterns[found.route]] + found.values.map { String(decoding: bytes[$0], as: UTF8.self) }
            }
        }
    }
}

@Suite("Routes by path")
struct RouteTreeTests {
    private let tree = Tree(
        "/", "/types/", "/types/status/", "/types/{name}/", "/types/{name}/{version}/",
        "/types/{name}/{version}/revisions/",
        "/jobs/{id:int}/", "/jobs/{name}/log/", "/jobs/cancel/"
    )

    @Test(
        "prefer words to integers and integers to texts, and try the others where these lead nowhere",
        arguments: [
            ("/", ["/"]), ("/types/", ["/types/"]), ("/types", ["/types/"]), ("/types/status/", ["/types/status/"]),
            ("/types/other/", ["/types/{name}/", "other"]),
            ("/types/status/1.0.0/", ["/types/{name}/{version}/", "status", "1.0.0"]),
            ("/types/a/1+b/revisions", ["/types/{name}/{version}/revisions/", "a", "1+b"]),
            ("/jobs/12/", ["/jobs/{id:int}/", "12"]), ("/jobs/12/log/", ["/jobs/{name}/log/", "12"]),
            ("/jobs/cancel/", ["/jobs/cancel/"]), ("/jobs/cancel/log/", ["/jobs/{name}/log/", "cancel"]),
            ("/ty%70es/a%2Fb/?x=/y", ["/types/{name}/", "a%2Fb"]),
        ]
    )
    func found(_ path: String, _ expected: [String]) {
        #expect(tree.find(path) == expected)
    }

    @Test(
        "are not found where a word, a digit or a segment is wrong",
        arguments: [
            "//", "/type/", "/types//", "//types/", "/types/a//", "/jobs/x/", "/jobs/1x/", "/jobs/-1/", "/jobs//log/",
            "/types/a/1/revisions/2/", "/Types/", "/typ%zzes/", "/types/a/1//revisions/",
        ]
    )
    func notFound(_ path: String) {
        #expect(tree.find(path) == nil)
    }

    @Test("share one place when they differ in names alone")
    func shared() {
        var tree = RouteTree()
        #expect(tree.insert(RoutePattern("/a/{b}/"), route: 0) == 0)
        #expect(tree.insert(RoutePattern("/a/{c}/"), route: 1) == 0)
        #expect(tree.insert(RoutePattern("/a/{c:int}/"), route: 1) == 1)
    }
}

@Suite("Request targets")
struct RequestTargetTests {
    @Test(
        "have a path and perhaps a query",
        arguments: [
            ("/a/b", "/a/b", nil), ("/a/?x=1", "/a/", "x=1"), ("/a?", "/a", ""), ("/a?x=?y", "/a", "x=?y"),
            ("/a#b?c", "/a", nil), ("/a?b#c", "/a", "b"), ("http://h:1/a/b?c", "/a/b", "c"), ("HTTPS://h", "/", nil),
            ("/é?é", "/é", "é"),
        ] as [(String, String, String?)]
    )
    func parts(_ text: String, _ path: String, _ query: String?) throws {
        let target = try #require(RequestTarget(text))
        #expect(target.path == path)
        #expect(target.query.map(String.init) == query)
    }

    @Test("without a path are none", arguments: ["", "*", "host:80", "a/b", "ftp://h/a"])
    func none(_ text: String) {
        #expect(RequestTarget(text) == nil)
    }

    @Test("lose a prefix only where it ends at a slash")
    func prefix() {
        let target = RequestTarget("/scale/api/v6/?x=1")
        #expect(target?.dropping(prefix: "/scale/api")?.path == "/v6/")
        #expect(target?.dropping(prefix: "/scale/api")?.query == "x=1")
        #expect(target?.dropping(prefix: "/scale/a") == nil)
        #expect(target?.dropping(prefix: "") == nil)
    }
}

@Suite("Methods of a route")
struct RouteMethodTests {
    @Test("are listed in Allow with HEAD for GET, whatever the order of registration")
    func allow() {
        var route = Route(pattern: RoutePattern("/a/"), slash: .required, errors: NativeErrors())
        for verb in [Verb.delete, .get, .patch, .get] {
            route.set(Route.Method(verb: verb, access: .read, options: RouteOptions()) { _ in .empty(204) })
        }
        #expect(route.allow == "GET, PATCH, DELETE, HEAD, OPTIONS")
        #expect(route.methods.count == 3)
    }
}
