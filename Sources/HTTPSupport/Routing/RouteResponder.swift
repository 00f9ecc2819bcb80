import HTTPTypes
import Hummingbird
import JobEngine

/// Takes every request to its handler: path, slash, `Accept`, credentials, method, in this order, as the original
/// servers do. Nothing of the body is read before the handler asks for it.
package struct RouteResponder: HTTPResponder {
    package typealias Context = DroverContext

    private let engine: JobEngine
    private let settings: HTTPSettings
    private let dialects: Dialects
    private let crossOrigin: CrossOrigin
    private let tree: RouteTree
    private let routes: [Route]
    private let telemetry: HTTPTelemetry

    init(
        engine: JobEngine, settings: HTTPSettings, dialects: Dialects, crossOrigin: CrossOrigin, tree: RouteTree,
        routes: [Route], telemetry: HTTPTelemetry
    ) {
        self.engine = engine
        self.settings = settings
        self.dialects = dialects
        self.crossOrigin = crossOrigin
        self.tree = tree
        self.routes = routes
        self.telemetry = telemetry
    }

    /// Answers a request; whatever goes wrong has become an answer too.
    package func respond(to request: Request, context: DroverContext) async -> Response {
        let log = RequestLog(context.logger, level: settings.requestLogLevel)
        let arrival = Arrival(request, context, settings)
        let start = ContinuousClock.now
        var outcome = Outcome()
        var response: Response
        if crossOrigin.applies(to: request) {
            if let preflight = crossOrigin.preflight(request) {
                response = preflight
            } else {
                response = await answer(arrival, &outcome)
            }
            crossOrigin.mark(&response)
        } else {
            response = await answer(arrival, &outcome)
        }
        // A challenge would make the browser ask for a password in a window of its own, over the page that asks for it.
        if arrival.headers.isFromPages || SessionCookie.value(in: arrival.headers.cookie) != nil {
            response.headers[.wwwAuthenticate] = nil
        }
        if request.method == .head { response = response.createHeadResponse() }
        arrival.body?.settle(&response)
        telemetry.observe(outcome.route, request.method, response.status.code, ContinuousClock.now - start)
        log?.write(request, response, outcome.principal)
        return response
    }

    /// What is known of a request when it has been answered.
    private struct Outcome {
        var principal: Principal?
        /// The pattern of its route; empty for none.
        var route = ""
    }

    private func answer(_ arrival: Arrival, _ outcome: inout Outcome) async -> Response {
        guard let target = RequestTarget(arrival.request.head.path ?? "") else {
            return dialects.errors(for: "").unknownPath
        }
        let withoutPrefix = target.dropping(prefix: settings.prefix)
        guard let match = find(target) ?? withoutPrefix.flatMap(find) else {
            return dialects.errors(for: (withoutPrefix ?? target).path).unknownPath
        }
        outcome.route = match.route.pattern.description
        if match.lacksSlash { return redirect(match.target) }
        do {
            return try await answer(arrival, match, &outcome.principal)
        } catch {
            return match.route.errors.answer(to: error, logger: arrival.context.logger)
        }
    }

    private func answer(
        _ arrival: Arrival, _ match: RouteMatch, _ principal: inout Principal?
    ) async throws -> Response {
        let method = Verb(arrival.request.method).flatMap(match.route.method)
        let query = try match.target.query.map { text throws(RequestError) in try FormFields(parsing: text.utf8) }
        let mediaType = try method?.negotiate(arrival.headers.accept, query ?? .none)
        principal = try await admit(arrival, to: method.map { [$0] } ?? match.route.methods)
        guard let method else { return match.route.answer(withoutHandler: arrival.request.method) }
        var context = arrival.context
        context.principal = principal
        let choice = RouteChoice(method: method, query: query ?? .none, mediaType: mediaType)
        return try await method.handler(Call(arrival, context: context, match, choice, clock: engine.clock))
    }

    private func find(_ target: RequestTarget) -> RouteMatch? {
        target.withPath { bytes, range in
            guard let found = tree.find(bytes, in: range) else { return nil }
            let route = routes[found.route]
            let hasSlash = target.endsWithSlash
            var ranges = found.values
            if found.takesRest, hasSlash, let rest = ranges.popLast() { ranges.append(rest.lowerBound..<rest.upperBound + 1) }
            guard let values = Self.values(bytes, ranges, lastMayHaveSlashes: found.takesRest) else { return nil }
            if found.takesRest { return RouteMatch(target: target, route: route, values: values, lacksSlash: false) }
            if hasSlash && route.slash == .forbidden { return nil }
            return RouteMatch(
                target: target, route: route, values: values, lacksSlash: !hasSlash && route.slash == .required
            )
        }
    }

    /// Decodes the parameters of a path, once.
    /// - Returns: nil for bad encoding, NUL, or a slash in disguise, which match no route.
    private static func values(
        _ path: UnsafeBufferPointer<UInt8>, _ ranges: [Range<Int>], lastMayHaveSlashes: Bool
    ) -> [String]? {
        var values: [String] = []
        values.reserveCapacity(ranges.count)
        for (index, range) in ranges.enumerated() {
            let mayHaveSlashes = lastMayHaveSlashes && index == ranges.count - 1
            let raw = UnsafeBufferPointer(rebasing: path[range])
            let isEncoded = raw.contains(UInt8(ascii: "%"))
            guard let bytes = isEncoded ? PercentCoding.decode(raw) : Array(raw),
                !bytes.contains(0), mayHaveSlashes || !bytes.contains(UInt8(ascii: "/")),
                let value = String(validating: bytes, as: UTF8.self)
            else { return nil }
            values.append(value)
        }
        return values
    }

    private func redirect(_ target: RequestTarget) -> Response {
        let query = target.query.map { "?\($0)" } ?? ""
        return Response.empty(301).setting(.location, "\(settings.prefix)\(target.path)/\(query)")
    }
}

extension RouteResponder {
    /// Finds out who asks and whether one of these methods is for them.
    /// - Returns: nil for somebody without credentials.
    /// - Throws: `AccessFailure`.
    private func admit(_ arrival: Arrival, to methods: [Route.Method]) async throws(AccessFailure) -> Principal? {
        if methods.contains(where: { $0.access.isOpen(to: arrival.request.head) }) { return nil }
        let principal = try await authenticate(arrival)
        guard methods.contains(where: { $0.access.admits(principal, settings.anonymousAccess) }) else {
            throw principal == nil ? .noCredentials : .forbidden
        }
        return principal
    }

    private func authenticate(_ arrival: Arrival) async throws(AccessFailure) -> Principal? {
        var given = try AuthorizationHeader.credentials(in: arrival.headers.authorization)
        if given == nil { given = try SessionCookie.credentials(of: arrival) }
        guard let credentials = given else { return nil }
        // Only passwords can be guessed, and only for them the engine counts attempts by address.
        var address: String?
        if case .basic = credentials { address = ClientAddress.of(arrival.request, arrival.context, settings) }
        do {
            return try await engine.authenticate(credentials, remoteAddress: address)
        } catch {
            throw .rejected(error)
        }
    }
}
