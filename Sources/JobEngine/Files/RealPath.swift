import Glibc

/// Paths as the file system sees them. These calls block.
enum RealPath {
    /// The path with every symbolic link resolved; nil for one that does not exist.
    static func of(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    static func isFolder(_ path: String) -> Bool {
        guard let folder = opendir(path) else { return false }
        closedir(folder)
        return true
    }
}
