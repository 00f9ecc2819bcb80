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

    /// 400 for a body with U+0000 in a text, which no database stores; names the field as Django REST framework does.
    static func nullCharacters(in body: JSON) -> RequestError {
        let rule = "Null characters are not allowed."
        let field = body.objectValue?.first { $0.value.containsNUL && !$0.key.utf8.contains(0) }
        guard let field else { return RequestError(400, rule) }
        return RequestError(.json(400) { writer in
            writer.beginObject()
            writer.key(field.key)
            writer.beginArray()
            writer.value(rule)
            writer.endArray()
            writer.endObject()
        })
    }

    /// What the client gets.
    package var response: Response {
        other ?? .detail(status, detail)
    }
}
