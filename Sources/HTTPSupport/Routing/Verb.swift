import HTTPTypes

/// The methods that a route can have a handler for. HEAD is answered by the handler of GET, OPTIONS by the table.
package enum Verb: String, Sendable, Hashable, CaseIterable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"

    /// The handler that a request's method asks for; nil for a method that no route has one for.
    init?(_ method: HTTPRequest.Method) {
        switch method {
        case .get, .head: self = .get
        case .post: self = .post
        case .put: self = .put
        case .patch: self = .patch
        case .delete: self = .delete
        default: return nil
        }
    }
}
