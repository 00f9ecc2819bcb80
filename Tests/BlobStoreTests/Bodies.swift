import NIOCore

/// A body of the given chunks that may fail behind the last one.
struct ChunkedBody: AsyncSequence, Sendable {
    struct Interrupted: Error {}

    let chunks: [ByteBuffer]
    var failsAtEnd = false

    /// Cuts `bytes` into chunks of at most `chunkSize`.
    init(_ bytes: [UInt8], chunkSize: Int = 1000, failsAtEnd: Bool = false) {
        chunks = stride(from: 0, to: bytes.count, by: chunkSize).map { start in
            ByteBuffer(bytes: bytes[start..<Swift.min(start + chunkSize, bytes.count)])
        }
        self.failsAtEnd = failsAtEnd
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        var chunks: ArraySlice<ByteBuffer>
        let failsAtEnd: Bool

        mutating func next() async throws -> ByteBuffer? {
            if let chunk = chunks.popFirst() { return chunk }
            if failsAtEnd { throw Interrupted() }
            return nil
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(chunks: chunks[...], failsAtEnd: failsAtEnd)
    }
}

/// A body that waits for more behind its last chunk and, like many sequences, just ends when its reader is cancelled.
struct StallingBody: AsyncSequence, Sendable {
    let chunks: [ByteBuffer]
    let onStall: @Sendable () -> Void

    struct AsyncIterator: AsyncIteratorProtocol {
        var chunks: ArraySlice<ByteBuffer>
        let onStall: @Sendable () -> Void

        mutating func next() async throws -> ByteBuffer? {
            if let chunk = chunks.popFirst() { return chunk }
            let (never, input) = AsyncStream.makeStream(of: Void.self)
            onStall()
            for await _ in never {}
            withExtendedLifetime(input) {}
            return nil
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(chunks: chunks[...], onStall: onStall)
    }
}

/// A long body that exists one chunk at a time and calls `onChunk` before each, with the number of bytes before it.
struct SyntheticBody: AsyncSequence, Sendable {
    let size: Int64
    var onChunk: @Sendable (Int64) -> Void = { _ in }

    struct AsyncIterator: AsyncIteratorProtocol {
        let body: SyntheticBody
        var produced: Int64 = 0

        mutating func next() async throws -> ByteBuffer? {
            if produced >= body.size { return nil }
            body.onChunk(produced)
            let count = Int(Swift.min(64 * 1024, body.size - produced))
            let chunk = ByteBuffer(repeating: UInt8(truncatingIfNeeded: produced >> 16), count: count)
            produced += Int64(count)
            return chunk
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(body: self)
    }
}

/// Bytes without a period that a wrong offset or a swapped chunk could hide behind.
func patternedBytes(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var state = seed
    return (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 33)
    }
}
