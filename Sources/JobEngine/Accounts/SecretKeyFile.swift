import FoundationEssentials
import Glibc

/// The file that holds the server's master key: 32 random bytes that only the server's user can read.
enum SecretKeyFile {
    static let byteCount = 32

    /// Reads the key, and makes it first where there is none and `mayCreate` says so.
    static func load(at path: String, mayCreate: Bool) throws(VaultError) -> [UInt8] {
        if let key = try read(path) { return key }
        guard mayCreate else { throw .keyMissing(path: path) }
        try create(path)
        // Another process may have been quicker; what lies there now is the key in either case.
        guard let key = try read(path) else { throw .keyMissing(path: path) }
        return key
    }

    private static func read(_ path: String) throws(VaultError) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        if descriptor < 0 {
            if errno == ENOENT { return nil }
            if errno == ELOOP { throw .keyDamaged(path: path) }
            throw systemError(path)
        }
        defer { close(descriptor) }
        try check(path)
        // One byte more than a key has, to notice a longer file.
        var key = [UInt8](repeating: 0, count: byteCount + 1)
        guard Glibc.read(descriptor, &key, key.count) == byteCount else { throw .keyDamaged(path: path) }
        return Array(key.prefix(byteCount))
    }

    private static func check(_ path: String) throws(VaultError) {
        let attributes: [FileAttributeKey: Any]
        do {
            attributes = try FileManager.default.attributesOfItem(atPath: path)
        } catch {
            throw .fileSystem(path: path, reason: String(describing: error))
        }
        guard attributes[.type] as? FileAttributeType == .typeRegular else { throw .keyDamaged(path: path) }
        let mode = attributes[.posixPermissions] as? Int ?? 0o777
        guard mode & 0o077 == 0 else { throw .keyExposed(path: path, mode: mode) }
        guard attributes[.ownerAccountID] as? Int == Int(geteuid()) else { throw .keyOwnedByOther(path: path) }
    }

    /// Writes the key beside its place and links it there, so that neither a crash nor a second process starting at the
    /// same time can leave half a key or replace one.
    private static func create(_ path: String) throws(VaultError) {
        let draft = "\(path).\(SecretBytes.hex(SecretBytes.random(8)))"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw systemError(path) }
        defer {
            close(descriptor)
            unlink(draft)
        }
        let key = SecretBytes.random(byteCount)
        guard write(descriptor, key, byteCount) == byteCount, fsync(descriptor) == 0 else { throw systemError(path) }
        guard link(draft, path) == 0 || errno == EEXIST else { throw systemError(path) }
        try syncFolder(of: path)
    }

    private static func syncFolder(of path: String) throws(VaultError) {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw systemError(path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw systemError(path) }
    }

    private static func systemError(_ path: String) -> VaultError {
        .fileSystem(path: path, reason: String(cString: strerror(errno)))
    }
}
