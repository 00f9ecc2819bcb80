import Glibc
import NIOCore
import NIOPosix

/// The bytes of an open file, or of a part of it, read as they are asked for.
///
/// The file is open as long as the reader or one of its iterators lives, so its content stays readable after a removal.
package struct BlobReader: AsyncSequence, Sendable {
    /// At most 512 KiB of the file, never empty.
    package typealias Element = ByteBuffer

    /// Most bytes in one buffer.
    private static let chunkSize: Int64 = 512 * 1024

    /// Length of the whole file in bytes.
    package let size: Int64
    /// The part of the file that is read.
    package let range: Range<Int64>
    private let file: OpenFile

    /// How many bytes all buffers have together.
    package var length: Int64 { range.upperBound - range.lowerBound }

    init(_ file: OpenFile, range: Range<Int64>?) throws(BlobError) {
        let size = file.size
        if let range, range.lowerBound < 0 || range.lowerBound >= size { throw .rangeNotSatisfiable(size: size) }
        self.file = file
        self.size = size
        self.range = range.map { $0.clamped(to: 0..<size) } ?? 0..<size
    }

    /// Begins at the first byte of the range; every iterator reads for itself.
    package func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(file: file, rest: range)
    }

    /// Reads one buffer for every call.
    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let file: OpenFile
        fileprivate var rest: Range<Int64>

        /// The next bytes, or nil behind the last one.
        /// - Throws: `CancellationError`, `BlobError.truncated` when the file lost bytes since it was opened, or a
        ///   failure of the operating system.
        package mutating func next() async throws -> ByteBuffer? {
            if rest.isEmpty { return nil }
            try Task.checkCancellation()
            let count = Int(Swift.min(rest.upperBound - rest.lowerBound, BlobReader.chunkSize))
            let bytes = try await file.read(count, at: rest.lowerBound)
            rest = (rest.lowerBound + Int64(bytes.readableBytes))..<rest.upperBound
            return bytes
        }
    }
}

extension BlobStore {
    /// Opens stored content.
    /// - Parameter range: the bytes to read, cut off at the end; nil means all.
    /// - Throws: `BlobError.notFound`, `BlobError.invalidDigest`, `BlobError.rangeNotSatisfiable`, or a failure of the
    ///   operating system.
    package func read(_ digest: String, range: Range<Int64>? = nil) async throws(BlobError) -> BlobReader {
        let path = try path(of: digest)
        return try await open(path, name: digest, range: range)
    }

    /// Opens a file outside the store, for the workspaces of a host.
    ///
    /// The caller decides which folders may be read: symbolic links in the folders of `path` are followed.
    /// - Parameter range: the bytes to read, cut off at the end; nil means all.
    /// - Throws: `BlobError.notFound`, `BlobError.invalidPath`, `BlobError.rangeNotSatisfiable`,
    ///   `BlobError.notARegularFile` also for a symbolic link, or a failure of the operating system.
    package func read(path: String, range: Range<Int64>? = nil) async throws(BlobError) -> BlobReader {
        try POSIX.requireFilePath(path)
        return try await open(path, name: path, range: range)
    }

    private func open(_ path: String, name: String, range: Range<Int64>?) async throws(BlobError) -> BlobReader {
        try await pool.run { [pool] () throws(BlobError) in
            let file = try POSIX.absentAsNil { () throws(BlobError) in try OpenFile(path: path, pool: pool) }
            guard let file else { throw .notFound(name) }
            return try BlobReader(file, range: range)
        }
    }
}
