import HTTPTypes
import HummingbirdCore
import JSONSupport

/// Ends a request with an answer; handlers throw it where they cannot go on.
package struct RequestError: Error, Sendable {
    /// The status code.
    package let status: Int
    /// The text of `{"detail":"…"}`; empty where the answer has another body.
    package let detail: String
    private let other: Response?

    /// Refuses with `{"detail":"…"}`.
    package init(_ status: Int, _ detail: String) {
        self.status = status
        self.detail = detail
        other = nil
    }

    /// Refuses with an answer of another shape.
    package init(_ response: Response) {
        status = response.status.code
        detail = ""
        other = response
    }

    /// 404 `{"detail":"Not found."}`.
    package static let notFound = RequestError(404, "Not found.")

    /// 400 for a body with U+0000 in a text, which no database stores.
    static func nullCharacters(in body: JSON) -> RequestError {
        let field = body.objectValue?.first { $0.value.containsNUL && !$0.key.utf8.contains(0) }
        return RequestError(400, (field.map { "\($0.key): " } ?? "") + "Null characters are not allowed.")
    }

    /// What the client gets.
    package var response: Response {
        other ?? .detail(status, detail)
    }
}
