import HTTPTypes
import HummingbirdCore
import NIOCore

/// A file to hand out.
package struct FileDescription: Sendable {
    /// What a browser saves it under; any characters.
    package let name: String
    /// As stored; anything that is no media type becomes `application/octet-stream`.
    package let mediaType: String
    /// In bytes.
    package let size: Int64
    /// What names the content, usually its digest; nil where that is not known.
    package let tag: String?

    /// Describes a file; opens nothing.
    package init(name: String, mediaType: String, size: Int64, tag: String?) {
        self.name = name
        self.mediaType = mediaType
        self.size = size
        self.tag = tag
    }
}

extension Call {
    /// Streams a file, or the part of it that `Range` asks for; 304 when the client has it, 416 for a range outside.
    /// - Parameters:
    ///   - isAttachment: whether the answer says under which name to save it.
    ///   - open: opens the content, or the part of it that is given.
    /// - Throws: what `open` throws.
    package func file<Body: AsyncSequence & Sendable>(
        _ file: FileDescription, isAttachment: Bool = true, open: (Range<Int64>?) async throws -> Body
    ) async throws -> Response where Body.Element == ByteBuffer {
        let tag = file.tag.map { "\"\($0)\"" }
        if let tag, EntityTag.matches(request.headers[.ifNoneMatch], tag) {
            return Response(status: .notModified, headers: [.eTag: tag])
        }
        var headers = Self.headers(of: file, tag)
        if !isAttachment { headers[.contentDisposition] = nil }
        switch ByteRange.wanted(rangeHeader(for: tag), of: file.size) {
        case .unsatisfiable:
            return .rangeNotSatisfiable(size: file.size)
        case .all:
            return Self.stream(try await open(nil), length: file.size, .ok, headers)
        case .part(let range):
            headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.size)"
            let length = range.upperBound - range.lowerBound
            return Self.stream(try await open(range), length: length, .partialContent, headers)
        }
    }

    /// The range, unless it is one of a content that has changed since; only GET has ranges.
    private func rangeHeader(for tag: String?) -> String? {
        if isHead { return nil }
        if let condition = request.headers[.ifRange], condition != tag { return nil }
        return request.headers[.range]
    }

    private static func headers(of file: FileDescription, _ tag: String?) -> HTTPFields {
        var headers: HTTPFields = [
            .contentType: MediaType(file.mediaType) == nil ? "application/octet-stream" : file.mediaType,
            .acceptRanges: "bytes",
            .contentDisposition: ContentDisposition.attachment(file.name),
            // Files are whatever a user or a job made; none may run as a page of this server.
            .contentSecurityPolicy: "sandbox; default-src 'none'",
            .xContentTypeOptions: "nosniff",
        ]
        if let tag { headers[.eTag] = tag }
        return headers
    }

    private static func stream<Body: AsyncSequence & Sendable>(
        _ body: Body, length: Int64, _ status: HTTPResponse.Status, _ headers: HTTPFields
    ) -> Response where Body.Element == ByteBuffer {
        let content = ResponseBody(contentLength: Int(length)) { writer in
            var left = length
            for try await chunk in body {
                left -= Int64(chunk.readableBytes)
                guard left >= 0 else { throw StreamedFileChanged() }
                try await writer.write(chunk)
            }
            // Thrown into the connection, which closes: only so can the client see that the end is missing.
            guard left == 0 else { throw StreamedFileChanged() }
            try await writer.finish(nil)
        }
        return Response(status: status, headers: headers, body: content)
    }
}

/// A file has not as many bytes as were announced.
private struct StreamedFileChanged: Error {}
