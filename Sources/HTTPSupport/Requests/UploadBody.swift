import HummingbirdCore
import NIOCore

/// The bytes of a request as they arrive, with back-pressure; made for streams that may be larger than memory.
package struct UploadBody: AsyncSequence, Sendable {
    package typealias Element = ByteBuffer

    private let source: IncomingBody?
    private let bytes: RequestBody?
    private let maximum: Int64?

    /// - Parameter maximum: most bytes; nil for no limit here.
    /// - Throws: `RequestError` 413 when more are announced.
    init(_ source: IncomingBody?, maximum: Int64?) throws(RequestError) {
        if let maximum, let length = source?.length, length > maximum {
            throw RequestError(.tooLarge(limit: maximum))
        }
        self.source = source
        self.maximum = maximum
        bytes = source?.open()
    }

    package func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(source: source, chunks: bytes?.makeAsyncIterator(), maximum: maximum)
    }

    /// Reads one chunk for every call.
    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let source: IncomingBody?
        fileprivate var chunks: RequestBody.AsyncIterator?
        fileprivate let maximum: Int64?
        private var received: Int64 = 0

        fileprivate init(source: IncomingBody?, chunks: RequestBody.AsyncIterator?, maximum: Int64?) {
            self.source = source
            self.chunks = chunks
            self.maximum = maximum
        }

        /// The next bytes, or nil behind the last.
        /// - Throws: `RequestError` 413 for a byte too many, 400 when the client went away before the end;
        ///   `CancellationError`.
        package mutating func next() async throws -> ByteBuffer? {
            guard let chunk = try await nextChunk() else {
                chunks = nil
                // The channel ends a cancelled or broken body like a complete one.
                try Task.checkCancellation()
                guard source?.length ?? received == received else { throw Self.endedEarly }
                source?.markComplete()
                return nil
            }
            received += Int64(chunk.readableBytes)
            if let maximum, received > maximum { throw RequestError(.tooLarge(limit: maximum)) }
            return chunk
        }

        private mutating func nextChunk() async throws -> ByteBuffer? {
            do {
                return try await chunks?.next()
            } catch let error as CancellationError {
                throw error
            } catch {
                throw Self.endedEarly
            }
        }

        private static let endedEarly = RequestError(400, "The request ended before its body was complete.")
    }
}
