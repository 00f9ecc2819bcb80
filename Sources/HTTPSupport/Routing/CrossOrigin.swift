import HTTPTypes
import HummingbirdCore

/// Lets pages of other origins use a dialect whose front end is served from elsewhere (reference/ufdl.md §1.3). Safe
/// because no browser sends our credentials along: the one cookie stays on its own site, and a change needs a header that is
/// not allowed here (`SessionCookie`).
struct CrossOrigin: Sendable {
    private static let headers = """
        accept, accept-encoding, authorization, content-disposition, content-type, dnt, node-id, origin, user-agent, \
        x-csrftoken, x-requested-with
        """

    private var prefixes: [String] = []

    mutating func allow(below prefix: String) {
        prefixes.append(prefix)
    }

    /// Whether the request comes from a page of another origin and asks for something that such pages may use.
    func applies(to request: Request) -> Bool {
        guard request.headers[.origin] != nil, let path = request.head.path else { return false }
        return prefixes.contains { path == $0 || path.hasPrefix($0 + "/") }
    }

    /// The answer to a browser that asks first, which it does without credentials; nil for any other request.
    func preflight(_ request: Request) -> Response? {
        guard request.method == .options, request.headers[.accessControlRequestMethod] != nil else { return nil }
        return Response(status: .ok, headers: [
            .accessControlAllowHeaders: Self.headers,
            .accessControlAllowMethods: "DELETE, GET, OPTIONS, PATCH, POST, PUT",
            .accessControlMaxAge: "86400",
            .contentLength: "0",
        ])
    }

    func mark(_ response: inout Response) {
        response.headers[.accessControlAllowOrigin] = "*"
        response.headers[.accessControlExposeHeaders] = "content-disposition"
    }
}
