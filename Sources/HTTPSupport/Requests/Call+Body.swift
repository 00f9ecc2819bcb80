import JSONSupport
import NIOCore

extension Call {
    /// The body as a stream, for files. A body can be read once, in this or another way.
    /// - Parameter maximum: most bytes; nil for no limit here.
    /// - Throws: `RequestError` 413 when more are announced.
    package func upload(maximum: Int64? = nil) throws(RequestError) -> UploadBody {
        try UploadBody(body, maximum: maximum)
    }

    /// The whole body in memory, within the limit of the route.
    /// - Throws: `RequestError` 413 or 400.
    package func bytes() async throws -> ByteBuffer {
        guard body != nil else { return ByteBuffer() }
        var bytes = ByteBuffer()
        for try await var chunk in try upload(maximum: Int64(options.maximumBody)) {
            if bytes.readableBytes == 0 { bytes = chunk } else { bytes.writeBuffer(&chunk) }
        }
        return bytes
    }

    /// The body as JSON; an empty one is `{}`.
    /// - Throws: `RequestError` 415 for another media type, 400 for anything that is not JSON, or holds NUL, 413.
    package func json() async throws -> JSON {
        switch try await content() {
        case .json(let json): json
        case .form, .none: .object(JSONObject())
        }
    }

    /// The fields of the query and of the body, whichever way it is written.
    /// - Throws: `RequestError` as `json()`, also for a body that is no object.
    package func parameters() async throws -> RequestParameters {
        let content = try await content()
        if case .json(let json) = content, json.objectValue == nil {
            throw RequestError(400, "Invalid data. Expected a dictionary, but got \(json.pythonType).")
        }
        return RequestParameters(query: query, content: content, clock: clock)
    }

    /// Bytes that `bytes()` gave, as JSON: for handlers that need both.
    /// - Throws: as `json()`.
    package func json(of bytes: ByteBuffer) throws -> JSON {
        guard try !isForm() else { throw RequestError(415, "Unsupported media type in request: JSON is wanted.") }
        return bytes.readableBytes == 0 ? .object(JSONObject()) : try Self.parse(bytes)
    }

    /// The body as it is written, JSON of any kind or a form.
    /// - Parameter mayHoldNUL: whether the caller looks for U+0000 itself, to name the field in its own way.
    /// - Throws: as `json()`.
    package func content(mayHoldNUL: Bool = false) async throws -> BodyContent {
        guard body != nil else { return .none }
        let isForm = try isForm()
        let bytes = try await bytes()
        guard bytes.readableBytes > 0 else { return .none }
        if isForm { return .form(try FormFields(parsing: bytes.readableBytesView)) }
        return .json(try Self.parse(bytes, mayHoldNUL: mayHoldNUL))
    }

    /// Looks at the media type before the body is read. A body without one is taken for JSON.
    private func isForm() throws(RequestError) -> Bool {
        guard let contentType = headers.contentType, !contentType.isEmpty else { return false }
        let mediaType = MediaType(contentType)
        if mediaType == .json { return false }
        if mediaType == .form && options.takesForms { return true }
        throw RequestError(415, "Unsupported media type \"\(contentType)\" in request.")
    }

    private static func parse(_ bytes: ByteBuffer, mayHoldNUL: Bool = false) throws(RequestError) -> JSON {
        let result = bytes.withUnsafeReadableBytes { raw in
            raw.withMemoryRebound(to: UInt8.self) { bytes in
                Result { () throws(JSONParseError) in try JSON.parse(bytes) }
            }
        }
        switch result {
        case .failure(let error): throw RequestError(400, "JSON parse error - \(error)")
        case .success(let json):
            guard mayHoldNUL || !json.containsNUL else { throw RequestError.nullCharacters(in: json) }
            return json
        }
    }
}

/// A body that was understood.
package enum BodyContent: Sendable {
    /// No body, or an empty one.
    case none
    case json(JSON)
    /// Form-urlencoded fields.
    case form(FormFields)
}
