import Glibc
import NIOCore
import NIOPosix

/// A regular file that is open for reading until the last reference to it goes.
final class OpenFile: Sendable {
    /// In bytes, when the file was opened.
    let size: Int64
    private let path: String
    private let descriptor: Int32
    private let pool: NIOThreadPool

    /// Opens a file; blocks.
    /// - Throws: `BlobError.notARegularFile` also for a symbolic link at the end of `path`.
    init(path: String, pool: NIOThreadPool) throws(BlobError) {
        self.path = path
        self.pool = pool
        do {
            // O_NONBLOCK: opening a pipe must not wait for its other end. It means nothing for a regular file.
            descriptor = try POSIX.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
        } catch {
            let isOtherKind = error.systemCode == ELOOP || error.systemCode == ENXIO
            throw isOtherKind ? .notARegularFile(path) : error
        }
        do throws(BlobError) {
            let status = try FileStatus(descriptor: descriptor, path: path)
            guard status.isRegular else { throw .notARegularFile(path) }
            size = status.size
        } catch {
            POSIX.close(descriptor)
            throw error
        }
    }

    deinit {
        // On the pool, since closing the last reference to a removed file frees its blocks.
        pool.submit { [descriptor] _ in POSIX.close(descriptor) }
    }

    /// Reads at most `count` bytes, at least one.
    /// - Throws: `BlobError.truncated` when there is none.
    func read(_ count: Int, at offset: Int64) async throws(BlobError) -> ByteBuffer {
        try await pool.run { () throws(BlobError) in
            var bytes = ByteBufferAllocator().buffer(capacity: count)
            try bytes.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { space throws(BlobError) in
                let space = UnsafeMutableRawBufferPointer(rebasing: space.prefix(count))
                return try POSIX.read(self.descriptor, at: offset, into: space, path: self.path)
            }
            if bytes.readableBytes == 0 { throw .truncated(self.path) }
            return bytes
        }
    }
}
