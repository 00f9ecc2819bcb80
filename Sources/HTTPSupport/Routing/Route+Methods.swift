import HTTPTypes
import HummingbirdCore
import JSONSupport

extension Route {
    /// Answers a method that has no handler: OPTIONS with what there is, any other with 405 (reference/scale.md §1.2).
    func answer(withoutHandler method: HTTPRequest.Method) -> Response {
        guard method == .options else {
            return Response.detail(405, "Method \"\(method.rawValue)\" not allowed.").setting(.allow, allow)
        }
        let takesForms = methods.contains { $0.options.takesForms }
        return Response.json { writer in
            writer.beginObject()
            writer.field("name", pattern.description)
            writer.field("description", "")
            writer.key("renders")
            Self.write(methods.first?.options.produces ?? [], to: &writer)
            writer.key("parses")
            Self.write(takesForms ? [.json, .form] : [.json], to: &writer)
            writer.endObject()
        }.setting(.allow, allow)
    }

    private static func write(_ mediaTypes: [MediaType], to writer: inout JSONWriter) {
        writer.beginArray()
        for mediaType in mediaTypes { writer.value(mediaType.description) }
        writer.endArray()
    }
}
