import HTTPTypes
import Hummingbird
import JobEngine
import Logging

/// One request on its way through a route: what a handler reads from, and answers relative to.
package final class Call: Sendable {
    /// The request itself, for what has no accessor here.
    package let request: Request
    /// Who asks, over which connection, with which logger.
    package let context: DroverContext
    /// The fields of the query string.
    package let query: FormFields
    /// What the answer is to be, out of what the route produces; nil where the route leaves that to its handler.
    package let mediaType: MediaType?
    /// Whether only the head of the answer is wanted.
    package let isHead: Bool
    let target: RequestTarget
    let headers: IncomingHeaders
    let options: RouteOptions
    let settings: HTTPSettings
    let clock: any EngineClock
    let body: IncomingBody?
    private let names: [String]
    private let values: [String]

    init(
        _ arrival: Arrival, context: DroverContext, _ match: RouteMatch, _ choice: RouteChoice, clock: any EngineClock
    ) {
        request = arrival.request
        self.context = context
        query = choice.query
        mediaType = choice.mediaType
        isHead = arrival.request.method == .head
        target = match.target
        headers = arrival.headers
        options = choice.method.options
        settings = arrival.settings
        self.clock = clock
        body = arrival.body
        names = match.route.pattern.names
        values = match.values
    }

    /// Who makes the request; nil for somebody without credentials where the route lets them in.
    package var principal: Principal? {
        context.principal
    }

    /// Whether the caller may do what staff may: also somebody without credentials where the operator lets them write.
    package var isStaff: Bool {
        principal?.isStaff ?? (settings.anonymousAccess == .write)
    }

    /// Writes the id of the request with every line.
    package var logger: Logger {
        context.logger
    }

    /// Whether the path lies below a folder such as `/v5`, whatever prefix stood before it.
    package func isBelow(_ folder: String) -> Bool {
        target.path.hasPrefix(folder + "/")
    }

    /// The value of `{name}` in the route's pattern, percent-decoded. Empty for a name that the pattern lacks.
    package func path(_ name: String) -> String {
        names.firstIndex(of: name).map { values[$0] } ?? ""
    }

    /// The value of `{name:int}` in the route's pattern.
    /// - Throws: `RequestError.notFound` for a number that no id can have.
    package func pathID(_ name: String) throws(RequestError) -> Int64 {
        guard let id = Int64(path(name)) else { throw .notFound }
        return id
    }

    /// A header of the request that only one route looks at.
    package func header(_ name: HTTPField.Name) -> String? {
        request.headers[name]
    }

    /// The value of a header of the request, by its name in any case; the first, if there are several.
    package func header(_ name: String) -> String? {
        let name = name.lowercased()
        return request.headers.first { $0.name.canonicalName == name }?.value
    }

    /// The caller's IP address, for limits and logs.
    package var remoteAddress: String? {
        ClientAddress.of(request, context, settings)
    }
}
