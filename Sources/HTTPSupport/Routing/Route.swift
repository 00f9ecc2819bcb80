import HummingbirdCore

/// Answers one request. Throws `RequestError` to refuse, or lets the engine's errors through, which the dialect words.
package typealias RouteHandler = @Sendable (Call) async throws -> Response

/// What a path is like with a slash at its end.
package enum Slash: Sendable, Hashable {
    /// The path ends with a slash; without one it is 301 to the path with it.
    case required
    /// The path ends without one; with one it is unknown.
    case forbidden
    /// Both are the same.
    case optional
}

/// How the bodies of a route's requests and answers are handled.
package struct RouteOptions: Sendable {
    /// Most bytes of a body that is collected in memory; more are 413.
    package var maximumBody: Int
    /// Whether fields may come form-urlencoded besides as JSON.
    package var takesForms: Bool
    /// The media types that the answer can have, best first; empty leaves `Accept` and `format` to the handler.
    package var produces: [MediaType]

    /// 2 MiB, JSON or a form in, JSON out.
    package init(maximumBody: Int = 2 << 20, takesForms: Bool = true, produces: [MediaType] = [.json]) {
        self.maximumBody = maximumBody
        self.takesForms = takesForms
        self.produces = produces
    }
}

/// One path with its handlers.
struct Route: Sendable {
    struct Method: Sendable {
        let verb: Verb
        let access: Access
        let options: RouteOptions
        let handler: RouteHandler
    }

    let pattern: RoutePattern
    let slash: Slash
    let errors: any DialectErrors
    private(set) var methods: [Method] = []
    /// The value of the `Allow` header.
    private(set) var allow = ""

    init(pattern: RoutePattern, slash: Slash, errors: any DialectErrors) {
        self.pattern = pattern
        self.slash = slash
        self.errors = errors
    }

    /// Adds a method, or replaces it.
    mutating func set(_ method: Method) {
        methods.removeAll { $0.verb == method.verb }
        methods.append(method)
        var names = Verb.allCases.filter { verb in methods.contains { $0.verb == verb } }.map(\.rawValue)
        if names.first == Verb.get.rawValue { names.append("HEAD") }
        allow = (names + ["OPTIONS"]).joined(separator: ", ")
    }

    func method(_ verb: Verb) -> Method? {
        methods.first { $0.verb == verb }
    }
}
