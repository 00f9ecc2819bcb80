import Crypto
import Glibc
import NIOCore
import Synchronization

/// Who may open the files and folders that an upload makes.
struct FileAccess {
    let fileMode: mode_t
    let folderMode: mode_t

    /// The store's own files: the server's user and nobody else.
    static let owner = FileAccess(fileMode: 0o600, folderMode: 0o700)
    /// Files of a host workspace, which other programs read: as the process's umask says.
    static let umask = FileAccess(fileMode: 0o666, folderMode: 0o777)
}

/// An upload under way: a file under a name of its own that is hashed while it is written.
///
/// All methods block. The file is made by the first write, so that a refused upload costs nothing.
final class TemporaryFile: Sendable {
    /// How the names of uploads under way end.
    static let suffix = ".upload"
    /// Bytes after which the disk starts writing, so that the final `fsync` does not find the whole file still to do.
    private static let writebackInterval: Int64 = 8 << 20

    private struct State {
        var descriptor: Int32?
        var hasher = SHA256()
        var hashed: Int64 = 0
        var written: Int64 = 0
        var inWriteback: Int64 = 0
    }

    private let path: String
    private let folder: String
    private let access: FileAccess
    private let state = Mutex(State())

    /// Plans a hidden file in `folder`, which is made when it is missing.
    init(in folder: String, access: FileAccess) {
        self.folder = folder
        self.access = access
        path = folder + "/." + String(UInt64.random(in: .min ... .max), radix: 36) + Self.suffix
    }

    /// Hashes and writes the next bytes of the body.
    func append(_ bytes: ByteBuffer) throws(BlobError) {
        try state.withLock { state throws(BlobError) in
            Self.hash(bytes, &state)
            try write(bytes, &state)
        }
    }

    /// Hashes the last bytes, without writing them, and so learns the name of the whole content.
    func identify(last bytes: ByteBuffer) -> Blob {
        state.withLock { state in
            Self.hash(bytes, &state)
            return Blob(digest: DigestText.hexadecimal(state.hasher.finalize()), size: state.hashed)
        }
    }

    /// Writes the last bytes, which `identify` has hashed, and makes the whole file durable.
    func complete(last bytes: ByteBuffer) throws(BlobError) {
        try state.withLock { state throws(BlobError) in
            try write(bytes, &state)
            guard let descriptor = state.descriptor else { return }
            try POSIX.sync(descriptor, path: path)
        }
    }

    /// Gives the completed file its final name, in place of what has that name. The caller makes the name durable.
    func move(to target: String) throws(BlobError) {
        try POSIX.rename(path, to: target)
    }

    /// Sets the age of the file to zero.
    func touch() throws(BlobError) {
        try POSIX.touch(path)
    }

    /// Closes the file, which has its final name by now.
    func close() {
        state.withLock { state in
            if let descriptor = state.descriptor.take() { POSIX.close(descriptor) }
        }
    }

    /// Closes and removes the file. Without effect when there is none or when it has been moved: the name is used once.
    func discard() {
        let wasOpen = state.withLock { $0.descriptor != nil }
        close()
        // What cannot be removed now is removed as a left-over when the store is opened again.
        if wasOpen { _ = try? POSIX.unlink(path) }
    }

    private static func hash(_ bytes: ByteBuffer, _ state: inout State) {
        bytes.withUnsafeReadableBytes { state.hasher.update(bufferPointer: $0) }
        state.hashed += Int64(bytes.readableBytes)
    }

    private func write(_ bytes: ByteBuffer, _ state: inout State) throws(BlobError) {
        let descriptor = try openDescriptor(&state)
        try bytes.withUnsafeReadableBytes { bytes throws(BlobError) in
            try POSIX.write(descriptor, bytes, path: path)
        }
        state.written += Int64(bytes.readableBytes)
        let waiting = state.written - state.inWriteback
        if waiting >= Self.writebackInterval {
            POSIX.startWriteback(descriptor, from: state.inWriteback, count: waiting)
            state.inWriteback = state.written
        }
    }

    private func openDescriptor(_ state: inout State) throws(BlobError) -> Int32 {
        if let descriptor = state.descriptor { return descriptor }
        try POSIX.makeDirectories(folder, mode: access.folderMode)
        let descriptor = try POSIX.open(path, O_WRONLY | O_CREAT | O_EXCL, mode: access.fileMode)
        state.descriptor = descriptor
        return descriptor
    }
}
