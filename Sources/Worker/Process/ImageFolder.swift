import FoundationEssentials

/// The folder that stands for an image where there is no container engine.
struct ImageFolder: Sendable {
    /// The file that gets the command as its arguments, where an image has one.
    private static let entryPoint = "entrypoint"

    let path: String

    struct Missing: Error, CustomStringConvertible {
        let image: String
        let folder: String

        var description: String {
            "The image \(image) has no folder below \(folder) on this worker: make one, or start the worker with --images."
        }
    }

    /// Looks for `<images>/<name>_<tag>`, then for `<images>/<name>`. A name cannot lead out of the folder.
    init(image: String, below images: String) throws {
        let safe = image.map { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) ? $0 : "_" }
        let whole = String(safe)
        let withoutTag = image.lastIndex(of: ":").map { String(safe[..<safe.index(safe.startIndex, offsetBy: image.distance(from: image.startIndex, to: $0))]) }
        for name in [whole, withoutTag].compactMap(\.self) where name != "." && name != ".." && !name.isEmpty {
            let candidate = images + "/" + name
            var isFolder = false
            if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder), isFolder {
                path = candidate
                return
            }
        }
        throw Missing(image: image, folder: images)
    }

    /// What to execute for the words of a command: the entry point, a file of the image, or a program on the path.
    func executable(for words: [String], searchPath: String) -> (path: String, arguments: [String])? {
        let entry = path + "/" + Self.entryPoint
        if FileManager.default.isExecutableFile(atPath: entry) { return (entry, words) }
        guard let name = words.first else { return nil }
        let arguments = Array(words.dropFirst())
        if name.hasPrefix("/") { return FileManager.default.isExecutableFile(atPath: name) ? (name, arguments) : nil }
        let folders = [path] + (name.contains("/") ? [] : searchPath.split(separator: ":").map(String.init))
        let found = folders.map { $0 + "/" + name }.first { FileManager.default.isExecutableFile(atPath: $0) }
        return found.map { ($0, arguments) }
    }
}
