import HTTPTypes
import HummingbirdCore
import JSONSupport
import NIOCore

/// The answer to a request, under one name for dialects, which need no other module for it.
package typealias Response = HummingbirdCore.Response

extension Response {
    private static let jsonHeaders: HTTPFields = [
        .contentType: "application/json",
        .vary: "Accept",
        .xFrameOptions: "DENY",
        .xContentTypeOptions: "nosniff",
    ]

    /// A JSON answer, written by hand into one buffer (headers: reference/scale.md §1.2).
    /// - Parameters:
    ///   - status: the status code.
    ///   - location: the URL of what was made, for 201.
    ///   - capacity: about how many bytes the body will have.
    ///   - write: writes exactly one JSON value.
    package static func json(
        _ status: Int = 200, location: String? = nil, capacity: Int = 512, _ write: (inout JSONWriter) throws -> Void
    ) rethrows -> Response {
        var writer = JSONWriter(capacity: capacity)
        try write(&writer)
        return json(status, location: location, bytes: writer.bytes)
    }

    /// A JSON answer from bytes that are JSON already.
    package static func json(_ status: Int = 200, location: String? = nil, bytes: [UInt8]) -> Response {
        var headers = jsonHeaders
        headers.append(HTTPField(name: .contentLength, value: String(bytes.count)))
        if let location { headers.append(HTTPField(name: .location, value: location)) }
        return Response(
            status: HTTPResponse.Status(code: status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }

    /// `{"detail":"…"}`, the shape of nearly every refusal (reference/scale.md §1.3).
    package static func detail(_ status: Int, _ text: String) -> Response {
        json(status, capacity: text.utf8.count + 16) { writer in
            writer.beginObject()
            writer.field("detail", text)
            writer.endObject()
        }
    }

    /// An answer without a body, such as 202 and 204 (reference/scale.md §2.7).
    package static func empty(_ status: Int) -> Response {
        Response(status: HTTPResponse.Status(code: status), headers: [.contentType: "text/html; charset=utf-8"])
    }

    /// An answer without a body and without a word about its type.
    package static func bare(_ status: Int) -> Response {
        Response(status: HTTPResponse.Status(code: status), headers: [.contentLength: "0"])
    }

    /// A short text of a media type, given with its character set.
    package static func text(_ text: String, mediaType: String, status: Int = 200) -> Response {
        let headers: HTTPFields = [
            .contentType: mediaType, .vary: "Accept", .xFrameOptions: "DENY", .xContentTypeOptions: "nosniff",
        ]
        return Response(
            status: HTTPResponse.Status(code: status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }

    static func html(_ status: Int, _ text: String) -> Response {
        self.text(text, mediaType: "text/html; charset=utf-8", status: status)
    }

    /// Bytes of a length that is not known yet, sent as they come.
    package static func stream<Body: AsyncSequence & Sendable>(
        _ body: Body, mediaType: String
    ) -> Response where Body.Element == ByteBuffer {
        let headers: HTTPFields = [.contentType: mediaType, .cacheControl: "no-store", .xContentTypeOptions: "nosniff"]
        return Response(status: .ok, headers: headers, body: ResponseBody(asyncSequence: body))
    }

    /// The same answer with a header set.
    func setting(_ name: HTTPField.Name, _ value: String) -> Response {
        var response = self
        response.headers[name] = value
        return response
    }
}
