import FoundationEssentials
import JSONSupport
import SeedManifest

/// A Seed manifest on disk.
struct ManifestFile: Sendable {
    static let standardName = "seed.manifest.json"
    /// As the server takes no larger body, none is read.
    private static let maximumBytes = 4 << 20

    let path: String
    let json: JSON

    /// - Parameter path: the file, or the folder that holds a `seed.manifest.json`.
    /// - Throws: `CommandFailure` when it cannot be read or is not JSON.
    init(path: String) throws {
        let file = FileManager.default.isDirectory(path) ? path + "/" + Self.standardName : path
        guard let data = FileManager.default.contents(atPath: file) else {
            throw CommandFailure(
                .usage, "cannot read \(file)", advice: "Name a Seed manifest, or a folder with a \(Self.standardName)."
            )
        }
        guard data.count <= Self.maximumBytes else {
            throw CommandFailure(.usage, "\(file) is larger than \(Self.maximumBytes >> 20) MiB")
        }
        do {
            json = try JSON.parse(Array(data))
        } catch {
            throw CommandFailure(.failed, "\(file) is not JSON: \(error)")
        }
        self.path = file
    }

    /// A manifest that an image carries.
    init(image: String, json: JSON) {
        path = "the manifest of \(image)"
        self.json = json
    }

    /// What `docker_image` is called by Seed's convention: `name-1.0.0-seed:1.0.0`; nil where the manifest lacks a part.
    var conventionalImage: String? {
        guard let job = json["job"], let name = job["name"]?.stringValue, let version = job["jobVersion"]?.stringValue,
            let package = job["packageVersion"]?.stringValue
        else { return nil }
        return "\(name)-\(version)-seed:\(package)"
    }
}

extension FileManager {
    func isDirectory(_ path: String) -> Bool {
        var isDirectory = false
        return fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory
    }
}
