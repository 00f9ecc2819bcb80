import Glibc
import NIOCore
import NIOPosix

/// The content of a file in chunks, read on a thread of its own pool as fast as they are asked for.
struct FileChunks: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    private static let chunkBytes = 256 * 1_024

    let path: String
    /// The length when it was opened, in bytes; no more is read even if the file grows.
    let size: Int64
    private let descriptor: Descriptor

    /// - Throws: `CommandFailure` when it is not a file that can be read.
    init(path: String) async throws {
        let (descriptor, size) = try await NIOThreadPool.singleton.runIfActive { try Self.open(path) }
        self.path = path
        self.descriptor = descriptor
        self.size = size
    }

    private static func open(_ path: String) throws -> (Descriptor, Int64) {
        let number = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { throw CommandFailure(.usage, "cannot read \(path): \(lastSystemError())") }
        let descriptor = Descriptor(number: number)
        var status = stat()
        guard fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw CommandFailure(.usage, "\(path) is not a file")
        }
        return (descriptor, Int64(status.st_size))
    }

    func makeAsyncIterator() -> Iterator {
        Iterator(chunks: self)
    }

    struct Iterator: AsyncIteratorProtocol {
        let chunks: FileChunks
        private var offset: Int64 = 0

        init(chunks: FileChunks) {
            self.chunks = chunks
        }

        /// - Throws: `CommandFailure` when the file became shorter.
        mutating func next() async throws -> ByteBuffer? {
            guard offset < chunks.size else { return nil }
            let count = Int(Swift.min(Int64(FileChunks.chunkBytes), chunks.size - offset))
            let buffer = try await NIOThreadPool.singleton.runIfActive { [chunks, offset] in
                try chunks.read(count, at: offset)
            }
            offset += Int64(buffer.readableBytes)
            return buffer
        }
    }

    private func read(_ count: Int, at offset: Int64) throws -> ByteBuffer {
        var buffer = ByteBuffer()
        var result = 0
        try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { bytes in
            repeat {
                result = pread(descriptor.number, bytes.baseAddress, count, off_t(offset))
            } while result < 0 && errno == EINTR
            guard result > 0 else {
                let reason = result < 0 ? lastSystemError() : "it became shorter while it was read"
                throw CommandFailure(.failed, "cannot read \(path): \(reason)")
            }
            return result
        }
        return buffer
    }
}

/// An open file that closes itself.
final class Descriptor: Sendable {
    let number: CInt

    init(number: CInt) {
        self.number = number
    }

    deinit {
        close(number)
    }
}

/// What the operating system says about the call that has just failed.
func lastSystemError() -> String {
    String(cString: strerror(errno)).lowercased()
}
