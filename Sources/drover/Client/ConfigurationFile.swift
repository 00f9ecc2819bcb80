import FoundationEssentials
import Glibc
import JSONSupport

/// The file that spares typing: `{"server": "…", "key": "…"}` or `user` and `password`.
struct ConfigurationFile: Sendable, Hashable {
    static let fields = ["server", "key", "user", "password"]
    private static let maximumBytes: Int64 = 64 * 1_024

    var server: String?
    var key: String?
    var user: String?
    var password: String?

    /// `$XDG_CONFIG_HOME/drover/config.json`, else `~/.config/drover/config.json`; nil without a home folder.
    static func standardPath(_ environment: [String: String]) -> String? {
        if let base = environment["XDG_CONFIG_HOME"], base.hasPrefix("/") { return base + "/drover/config.json" }
        return environment["HOME"].map { $0 + "/.config/drover/config.json" }
    }

    /// - Returns: nil when there is no such file.
    /// - Throws: `CommandFailure` for a file that others may read although it holds a secret, or that is not right.
    static func read(_ path: String) throws -> ConfigurationFile? {
        var status = stat()
        guard stat(path, &status) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw CommandFailure(.usage, "cannot read \(path): \(String(cString: strerror(errno)))")
        }
        guard Int64(status.st_size) <= maximumBytes, let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(.usage, "cannot read \(path), or it is larger than \(maximumBytes) bytes")
        }
        let file = try ConfigurationFile(text: Array(data), path: path)
        if file.key != nil || file.password != nil, status.st_mode & 0o077 != 0 {
            throw CommandFailure(
                .usage, "\(path) holds a secret, but others may read it", advice: "Close it with: chmod 600 \(path)"
            )
        }
        return file
    }

    init() {}

    init(text: [UInt8], path: String) throws {
        let json: JSON
        do {
            json = try JSON.parse(text)
        } catch {
            throw CommandFailure(.usage, "\(path) is not JSON: \(error)")
        }
        guard let object = json.objectValue else {
            throw CommandFailure(.usage, "\(path) must hold an object, not \(json.typeDescription)")
        }
        for (name, value) in object {
            guard Self.fields.contains(name), let text = value.stringValue else {
                throw CommandFailure(
                    .usage, "\(path): \(SafeText.oneLine(name)) is not a known field with a text",
                    advice: "Known are: \(Self.fields.joined(separator: ", "))."
                )
            }
            switch name {
            case "server": server = text
            case "key": key = text
            case "user": user = text
            default: password = text
            }
        }
    }
}
