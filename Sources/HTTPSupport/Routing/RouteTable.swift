import Hummingbird
import JobEngine

/// Gathers the routes of all dialects and builds the responder of the server from them.
///
/// Hummingbird's own router does not tell `/v6/jobs/` from `/v6/jobs`, nor from `//v6//jobs`, answers a wrong method
/// with 404 and leaves percent-encoding in the path; the dialects need all of these exact (reference/scale.md §1.1, 1.2).
package struct RouteTable: HTTPResponderBuilder {
    private let engine: JobEngine
    private let settings: HTTPSettings
    private let telemetry: HTTPTelemetry
    private var dialects: Dialects
    private var crossOrigin = CrossOrigin()
    private var tree = RouteTree()
    private var routes: [Route] = []

    /// - Parameter errors: the words for paths that belong to no dialect.
    package init(
        engine: JobEngine, settings: HTTPSettings = HTTPSettings(), errors: any DialectErrors = NativeErrors(),
        telemetry: HTTPTelemetry = HTTPTelemetry()
    ) {
        self.telemetry = telemetry
        self.engine = engine
        self.settings = settings
        dialects = Dialects(fallback: errors)
    }

    /// Sets the words for everything below a path such as `/v6`. Comes before the routes there.
    package mutating func use(_ errors: any DialectErrors, below prefix: String) {
        dialects.add(errors, below: prefix)
    }

    /// Lets pages of other origins use everything below a path.
    package mutating func allowCrossOrigin(below prefix: String) {
        crossOrigin.allow(below: prefix)
    }

    /// Adds handlers for a path; of two for the same path and method the later one counts.
    /// - Parameters:
    ///   - pattern: words, `{name}` for any text and `{name:int}` for digits, between slashes.
    ///   - slash: what a slash at the end means, whatever the pattern is written like. The first call for a path
    ///     decides.
    ///   - access: who may use these methods of the path.
    package mutating func on(
        _ pattern: String, slash: Slash = .required, access: Access = .byMethod, options: RouteOptions = RouteOptions(),
        _ handlers: [Verb: RouteHandler]
    ) {
        let pattern = RoutePattern(pattern)
        let position = tree.insert(pattern, route: routes.count)
        if position == routes.count {
            routes.append(Route(pattern: pattern, slash: slash, errors: dialects.errors(for: pattern.description)))
        }
        for (verb, handler) in handlers {
            routes[position].set(
                Route.Method(verb: verb, access: access.resolved(for: verb), options: options, handler: handler)
            )
        }
    }

    /// Every method of every path, in the order in which they were added.
    package var endpoints: [Endpoint] {
        routes.flatMap { route in
            route.methods.map { method in
                Endpoint(method.verb, route.pattern, slash: route.slash, access: method.access)
            }
        }
    }

    /// Freezes the table.
    package func buildResponder() -> RouteResponder {
        RouteResponder(
            engine: engine, settings: settings, dialects: dialects, crossOrigin: crossOrigin, tree: tree, routes: routes,
            telemetry: telemetry
        )
    }
}

/// The words of each dialect, by the beginning of the path.
struct Dialects: Sendable {
    private let fallback: any DialectErrors
    private var entries: [(prefix: String, errors: any DialectErrors)] = []

    init(fallback: any DialectErrors) {
        self.fallback = fallback
    }

    mutating func add(_ errors: any DialectErrors, below prefix: String) {
        entries.append((prefix, errors))
    }

    func errors(for path: some StringProtocol) -> any DialectErrors {
        let entry = entries.first { entry in
            guard path.utf8.starts(with: entry.prefix.utf8) else { return false }
            let next = path.utf8.dropFirst(entry.prefix.utf8.count).first
            return next == nil || next == UInt8(ascii: "/")
        }
        return entry?.errors ?? fallback
    }
}
