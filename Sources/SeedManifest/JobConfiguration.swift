import JSONSupport

/// Whether a workspace can take files.
package enum WorkspaceStatus: Sendable, Hashable {
    case active, deprecated, missing
}

/// How the jobs of a type are run: mounts, workspaces, priority and settings (seed 003, "Job Configuration JSON").
package struct JobConfiguration: Sendable, Hashable {
    package enum Mount: Sendable, Hashable {
        case host(path: String)
        case volume(driver: String, options: [String: String])
    }

    package static let defaultPriority: Int64 = 100

    package var mounts: [String: Mount] = [:]
    /// The workspace of outputs that `outputWorkspaces` does not name; empty for none.
    package var defaultWorkspace = ""
    package var outputWorkspaces: [String: String] = [:]
    package var priority = JobConfiguration.defaultPriority
    package var settings: [String: String] = [:]

    package init() {}

    /// Checks a configuration by its schema and fills in its defaults (scale.md §2.8).
    package static func parse(_ json: JSON) throws(ManifestError) -> JobConfiguration {
        var reader = SchemaReader()
        let configuration = read(json, &reader)
        if let violation = reader.violations.first {
            throw ManifestError("INVALID_CONFIGURATION", "Invalid configuration: \(violation.text)")
        }
        guard configuration.priority >= 1 else {
            throw ManifestError("INVALID_PRIORITY", "Priority must be a positive integer")
        }
        return configuration
    }

    private static func read(_ json: JSON, _ reader: inout SchemaReader) -> JobConfiguration {
        var configuration = JobConfiguration()
        let object = reader.object(
            json, at: "", required: [], optional: ["version", "mounts", "output_workspaces", "priority", "settings"]
        )
        guard let object else { return configuration }
        if let version = reader.string(object["version"], at: "version"), !["6", "7"].contains(version) {
            reader.refuse("version", "'\(version)' is not a supported version; 6 and 7 are")
        }
        configuration.mounts = map(object["mounts"], at: "mounts", &reader, readMount)
        let workspaces = reader.object(
            object["output_workspaces"], at: "output_workspaces", required: [], optional: ["default", "outputs"]
        )
        configuration.defaultWorkspace = reader.string(workspaces?["default"], at: "output_workspaces/default") ?? ""
        configuration.outputWorkspaces =
            map(workspaces?["outputs"], at: "output_workspaces/outputs", &reader) { reader, name, path in
                reader.string(name, at: path)
            }
        configuration.priority = reader.integer(object["priority"], at: "priority") ?? defaultPriority
        configuration.settings = map(object["settings"], at: "settings", &reader) { reader, value, path in
            reader.string(value, at: path)
        }
        return configuration
    }

    private static func map<Value>(
        _ json: JSON?, at path: String, _ reader: inout SchemaReader,
        _ read: (inout SchemaReader, JSON, String) -> Value?
    ) -> [String: Value] {
        guard let json else { return [:] }
        guard let object = json.objectValue else {
            reader.refuse(path, "expected an object, got \(json.typeDescription)")
            return [:]
        }
        guard object.count <= SchemaReader.listLimit else {
            reader.refuse(path, "has \(object.count) entries, the limit is \(SchemaReader.listLimit)")
            return [:]
        }
        return object.reduce(into: [:]) { values, member in
            values[member.key] = read(&reader, member.value, "\(path)/\(member.key)")
        }
    }

    private static func readMount(_ reader: inout SchemaReader, _ json: JSON, _ path: String) -> Mount? {
        switch reader.word(json["type"], at: "\(path)/type", among: ["host", "volume"]) {
        case "host":
            let object = reader.object(json, at: path, required: ["type", "host_path"])
            return reader.string(object?["host_path"], at: "\(path)/host_path").map { .host(path: $0) }
        case "volume":
            let object = reader.object(json, at: path, required: ["type"], optional: ["driver", "driver_opts"])
            let driver = reader.string(object?["driver"], at: "\(path)/driver") ?? ""
            let options = map(object?["driver_opts"], at: "\(path)/driver_opts", &reader) { reader, value, path in
                reader.string(value, at: path)
            }
            return .volume(driver: driver, options: options)
        default:
            if json["type"] == nil { _ = reader.object(json, at: path, required: ["type"], optional: json.objectValue?.keys ?? []) }
            return nil
        }
    }
}

extension JobConfiguration {
    /// The configuration as it is stored and shown: every key, without `version`.
    package var json: JSON {
        [
            "mounts": .object(JSONObject(mounts.sorted { $0.key < $1.key }.map { ($0.key, Self.json($0.value)) })),
            "priority": .int(priority),
            "output_workspaces": [
                "default": .string(defaultWorkspace),
                "outputs": Self.json(outputWorkspaces),
            ],
            "settings": Self.json(settings),
        ]
    }

    private static func json(_ texts: [String: String]) -> JSON {
        .object(JSONObject(texts.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
    }

    /// An empty driver is left out, as Scale stores it.
    private static func json(_ mount: Mount) -> JSON {
        switch mount {
        case .host(let path):
            return ["type": "host", "host_path": .string(path)]
        case .volume(let driver, let options):
            var object: JSONObject = ["type": "volume"]
            if !driver.isEmpty { object["driver"] = .string(driver) }
            object["driver_opts"] = json(options)
            return .object(object)
        }
    }

    /// The priority in a stored configuration, without decoding the rest.
    package static func storedPriority(_ text: String) -> Int64 {
        (try? JSON.parse(text))?["priority"]?.intValue ?? defaultPriority
    }

    /// Takes out the settings that the manifest calls secret.
    package func separatingSecrets(
        of manifest: SeedManifest
    ) -> (configuration: JobConfiguration, secrets: [String: String]) {
        let names = Set(manifest.settings.filter(\.isSecret).map(\.name))
        var open = self
        open.settings = settings.filter { !names.contains($0.key) }
        return (open, settings.filter { names.contains($0.key) })
    }
}
