import Glibc
import Synchronization

extension POSIX {
    /// Makes a folder and those above it, each durable before the next one is made in it.
    ///
    /// Something else than a folder in the place of one is noticed by whoever opens a file in it.
    static func makeDirectories(_ path: String, mode: mode_t) throws(BlobError) {
        do {
            try makeDirectory(path, mode: mode)
        } catch {
            guard error.systemCode == ENOENT else { throw error }
            try makeDirectories(parent(of: path), mode: mode)
            try makeDirectory(path, mode: mode)
        }
    }

    /// Makes one folder durably, unless something of that name is there.
    static func makeDirectory(_ path: String, mode: mode_t) throws(BlobError) {
        do {
            _ = try check("mkdir", path) { mkdir(path, mode) }
        } catch {
            guard error.systemCode == EEXIST else { throw error }
            return
        }
        try syncDirectory(parent(of: path))
    }

    /// Makes the names in a folder durable.
    static func syncDirectory(_ path: String) throws(BlobError) {
        let descriptor = try open(path, O_RDONLY | O_DIRECTORY)
        defer { close(descriptor) }
        do {
            try sync(descriptor, path: path)
        } catch {
            // Network file systems without this operation keep names durable on their own terms.
            guard error.systemCode == EINVAL else { throw error }
        }
    }

    /// The folder that holds the last component of `path`.
    static func parent(of path: String) -> String {
        let trimmed = path.utf8.reversed().drop { $0 == slash }
        let above = trimmed.drop { $0 != slash }.drop { $0 == slash }.reversed()
        if above.isEmpty { return path.utf8.first == slash ? "/" : "." }
        return String(decoding: Array(above), as: UTF8.self)
    }

    /// What can be a path of a file: the operating system would silently stop reading at a NUL.
    /// - Throws: `BlobError.invalidPath`.
    static func requireFilePath(_ path: String) throws(BlobError) {
        let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        if name.isEmpty || name == "." || name == ".." || path.utf8.contains(0) { throw .invalidPath(path) }
    }

    private static let slash = UInt8(ascii: "/")
}

/// An open folder whose names are read a few at a time.
final class DirectoryStream: Sendable {
    private let path: String
    private let handle: Mutex<OpaquePointer>

    init(path: String) throws(BlobError) {
        guard let handle = opendir(path) else {
            throw BlobError(operation: "opendir", path: path, code: errno)
        }
        self.path = path
        self.handle = Mutex(handle)
    }

    deinit {
        handle.withLock { _ = closedir($0) }
    }

    /// The next names in no particular order, without `.` and `..`; empty at the end.
    func next(atMost maximum: Int) throws(BlobError) -> [String] {
        try handle.withLock { handle throws(BlobError) in
            var names: [String] = []
            while names.count < maximum {
                errno = 0
                guard let entry = readdir(handle) else {
                    if errno != 0 { throw BlobError(operation: "readdir", path: path, code: errno) }
                    break
                }
                let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != ".", name != ".." { names.append(name) }
            }
            return names
        }
    }
}
