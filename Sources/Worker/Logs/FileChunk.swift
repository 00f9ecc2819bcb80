import NIOCore
import SystemPackage

/// Pieces of files. These calls block.
enum FileChunk {
    /// - Returns: the bytes from `offset` on, at most `limit`; none at the end, where there is no file yet, or where a job
    ///   has put something else, such as a pipe, of which a read would wait for ever.
    static func read(_ path: String, from offset: Int64, limit: Int) throws -> ByteBuffer {
        let file = try? FileDescriptor.open(path, .readOnly, options: [.noFollow, .nonBlocking, .closeOnExec])
        guard let file else { return ByteBuffer() }
        defer { try? file.close() }
        guard RegularFile.isOne(file) else { return ByteBuffer() }
        var buffer = ByteBufferAllocator().buffer(capacity: limit)
        try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: limit) { bytes in
            try file.read(fromAbsoluteOffset: offset, into: UnsafeMutableRawBufferPointer(rebasing: bytes.prefix(limit)))
        }
        return buffer
    }
}

/// A file as a stream of pieces, read as they are wanted.
struct FileChunks: AsyncSequence, Sendable {
    typealias Element = ByteBuffer
    private static let chunk = 256 << 10

    let path: String

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(path: path)
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        let path: String
        var offset: Int64 = 0

        mutating func next() async throws -> ByteBuffer? {
            let (path, start) = (path, offset)
            let bytes = try await FileChunks.read(path, start)
            offset += Int64(bytes.readableBytes)
            return bytes.readableBytes == 0 ? nil : bytes
        }
    }

    private static func read(_ path: String, _ offset: Int64) async throws -> ByteBuffer {
        try await BlockingCalls.run { try FileChunk.read(path, from: offset, limit: chunk) }
    }
}
