import FoundationEssentials
import Glibc
import Synchronization

/// The folder that holds everything a server keeps. One server uses it at a time, held by a lock of the operating system
/// that ends with the process however it ends: a second one would take the first one's uploads for left-overs and count
/// its jobs twice.
package final class DataFolder: Sendable {
    let path: String
    private let lock: Mutex<CInt?>

    var databasePath: String { path + "/drover.sqlite" }
    var blobsPath: String { path + "/blobs" }
    var keyPath: String { path + "/secret.key" }

    /// Makes the folder where it is missing, and takes it for this process.
    /// - Throws: `DataFolderError`.
    init(path: String) throws(DataFolderError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw .unusable(path: path, reason: String(cString: strerror(errno)))
        }
        let descriptor = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .unusable(path: path, reason: String(cString: strerror(errno))) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .inUse(path: path)
        }
        self.path = path
        lock = Mutex(descriptor)
    }

    deinit {
        release()
    }

    /// Gives the folder free; nothing of it may be open any more.
    func release() {
        lock.withLock { descriptor in
            if let descriptor { close(descriptor) }
            descriptor = nil
        }
    }

    /// Whether a server has stored something here before.
    var hasDatabase: Bool {
        FileManager.default.fileExists(atPath: databasePath)
    }
}

/// Why a data folder cannot be used.
package enum DataFolderError: Error, Sendable, Hashable, CustomStringConvertible {
    case inUse(path: String)
    case unusable(path: String, reason: String)

    package var description: String {
        switch self {
        case .inUse(let path): "another server uses the data folder \(path)"
        case .unusable(let path, let reason): "the data folder \(path) cannot be used: \(reason)"
        }
    }
}
