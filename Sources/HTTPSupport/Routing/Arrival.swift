import HummingbirdCore

/// A request as it comes in, before it is known what it asks for.
struct Arrival: Sendable {
    let request: Request
    let context: DroverContext
    let headers: IncomingHeaders
    /// nil for a request that announces none.
    let body: IncomingBody?
    let settings: HTTPSettings

    init(_ request: Request, _ context: DroverContext, _ settings: HTTPSettings) {
        self.request = request
        self.context = context
        self.settings = settings
        headers = IncomingHeaders(request.headers)
        body = headers.announcesBody
            ? IncomingBody(request.body, headers: headers, channel: context.channel) : nil
    }
}

/// The route that a path leads to.
struct RouteMatch: Sendable {
    let target: RequestTarget
    let route: Route
    /// The values of the pattern's parameters, decoded, in their order.
    let values: [String]
    /// Whether the route wants a slash at its end that the path lacks.
    let lacksSlash: Bool
}

/// The handler that a method leads to, and what was agreed on before it runs.
struct RouteChoice: Sendable {
    let method: Route.Method
    let query: FormFields
    let mediaType: MediaType?
}
