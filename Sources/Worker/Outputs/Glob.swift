import FoundationEssentials
import Glibc

/// The files that a Seed output pattern means: a glob below the output folder, without recursion (scale.md §7.5).
enum Glob {
    /// The most files that one execution may hand back.
    static let limit = 10_000

    /// - Returns: paths relative to `root`, sorted; only regular files that lie below it for real.
    static func files(matching pattern: String, below root: String) -> [String] {
        var found = [""]
        let parts = pattern.split(separator: "/").map(String.init)
        guard !parts.isEmpty, !parts.contains("..") else { return [] }
        for part in parts {
            found = found.flatMap { folder in entries(of: root, folder).filter { matches($0, part) }.map { folder + $0 } }
                .map { $0 + "/" }
        }
        return found.map { String($0.dropLast()) }.filter { isOwnFile($0, below: root) }.sorted()
    }

    private static func entries(of root: String, _ folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)) ?? []
    }

    private static func matches(_ name: String, _ pattern: String) -> Bool {
        fnmatch(pattern, name, FNM_PERIOD) == 0
    }

    private static func isOwnFile(_ path: String, below root: String) -> Bool {
        OwnFile.path(root + "/" + path, below: root) != nil
    }
}

/// Files that a job may hand back.
enum OwnFile {
    /// The real path of a regular file, relative to the folder. A link that leads out of it would hand back a file of the
    /// machine.
    /// - Returns: nil for anything that is no regular file below the folder.
    static func path(_ path: String, below root: String) -> String? {
        guard let real = realpath(path, nil), let realRoot = realpath(root, nil) else { return nil }
        defer {
            free(real)
            free(realRoot)
        }
        let (file, folder) = (String(cString: real), String(cString: realRoot) + "/")
        return RegularFile.isOne(file) && file.hasPrefix(folder) ? String(file.dropFirst(folder.count)) : nil
    }
}
