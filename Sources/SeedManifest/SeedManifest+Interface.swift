import JSONSupport

/// The `interface` object while it is read.
struct InterfaceReading {
    var command = ""
    var inputFiles: [SeedManifest.InputFile] = []
    var inputJSON: [SeedManifest.InputValue] = []
    var outputFiles: [SeedManifest.OutputFile] = []
    var outputJSON: [SeedManifest.OutputValue] = []
    var mounts: [SeedManifest.Mount] = []
    var settings: [SeedManifest.Setting] = []
    /// With defaults filled in.
    var json = JSONObject()
}

extension SeedManifest {
    static func readInterface(_ value: JSON?, _ reader: inout SchemaReader) -> InterfaceReading? {
        let path = "job/interface"
        let object = reader.object(
            value, at: path, required: [], optional: ["command", "inputs", "outputs", "mounts", "settings"]
        )
        guard let object else { return nil }
        var interface = InterfaceReading()
        interface.json = object
        interface.command = reader.string(object["command"], at: "\(path)/command") ?? ""
        readInputs(object["inputs"], into: &interface, &reader)
        readOutputs(object["outputs"], into: &interface, &reader)
        interface.mounts = filled(object["mounts"], "\(path)/mounts", &interface.json, "mounts", &reader, readMount)
        interface.settings =
            filled(object["settings"], "\(path)/settings", &interface.json, "settings", &reader, readSetting)
        return interface
    }

    private static func readInputs(_ value: JSON?, into interface: inout InterfaceReading, _ reader: inout SchemaReader) {
        let path = "job/interface/inputs"
        guard var object = reader.object(value, at: path, required: [], optional: ["files", "json"]) else { return }
        interface.inputFiles = filled(object["files"], "\(path)/files", &object, "files", &reader, readInputFile)
        interface.inputJSON = filled(object["json"], "\(path)/json", &object, "json", &reader, readInputValue)
        interface.json["inputs"] = .object(object)
    }

    private static func readOutputs(_ value: JSON?, into interface: inout InterfaceReading, _ reader: inout SchemaReader) {
        let path = "job/interface/outputs"
        guard var object = reader.object(value, at: path, required: [], optional: ["files", "json"]) else { return }
        interface.outputFiles = filled(object["files"], "\(path)/files", &object, "files", &reader, readOutputFile)
        interface.outputJSON = filled(object["json"], "\(path)/json", &object, "json", &reader, readOutputValue)
        interface.json["outputs"] = .object(object)
    }

    /// Reads a list and puts it back with its defaults filled in; an absent list stays absent.
    private static func filled<Entry>(
        _ value: JSON?, _ path: String, _ object: inout JSONObject, _ key: String, _ reader: inout SchemaReader,
        _ read: (inout SchemaReader, inout JSONObject, String) -> Entry?
    ) -> [Entry] {
        guard value != nil else { return [] }
        let entries = reader.list(value, at: path) { reader, entry, path -> (Entry, JSON)? in
            guard var object = entry.objectValue else {
                reader.refuse(path, "expected an object, got \(entry.typeDescription)")
                return nil
            }
            return read(&reader, &object, path).map { ($0, .object(object)) }
        }
        object[key] = .array(entries.map(\.1))
        return entries.map(\.0)
    }

    private static func readInputFile(
        _ reader: inout SchemaReader, _ object: inout JSONObject, _ path: String
    ) -> InputFile? {
        let optional = ["required", "mediaTypes", "multiple", "partial"]
        _ = reader.object(.object(object), at: path, required: ["name"], optional: optional)
        let name = reader.string(object["name"], at: "\(path)/name", matching: .name)
        let isRequired = flag("required", true, &object, path, &reader)
        let takesSeveral = flag("multiple", false, &object, path, &reader)
        let isPartial = flag("partial", false, &object, path, &reader)
        let mediaTypes = reader.list(object["mediaTypes"], at: "\(path)/mediaTypes") { reader, type, path in
            reader.string(type, at: path)
        }
        object["mediaTypes"] = .array(mediaTypes.map { .string($0) })
        return name.map {
            InputFile(
                name: $0, isRequired: isRequired, mediaTypes: mediaTypes, takesSeveral: takesSeveral, isPartial: isPartial
            )
        }
    }

    private static func readInputValue(
        _ reader: inout SchemaReader, _ object: inout JSONObject, _ path: String
    ) -> InputValue? {
        _ = reader.object(.object(object), at: path, required: ["name", "type"], optional: ["required"])
        let name = reader.string(object["name"], at: "\(path)/name", matching: .name)
        let type = readType(object["type"], path, &reader)
        let isRequired = flag("required", true, &object, path, &reader)
        guard let name, let type else { return nil }
        return InputValue(name: name, type: type, isRequired: isRequired)
    }

    private static func readOutputFile(
        _ reader: inout SchemaReader, _ object: inout JSONObject, _ path: String
    ) -> OutputFile? {
        let optional = ["mediaType", "multiple", "required"]
        _ = reader.object(.object(object), at: path, required: ["name", "pattern"], optional: optional)
        let name = reader.string(object["name"], at: "\(path)/name", matching: .name)
        let pattern = reader.string(object["pattern"], at: "\(path)/pattern")
        let mediaType = reader.string(object["mediaType"], at: "\(path)/mediaType") ?? "application/octet-stream"
        object["mediaType"] = .string(mediaType)
        let takesSeveral = flag("multiple", false, &object, path, &reader)
        let isRequired = flag("required", true, &object, path, &reader)
        guard let name, let pattern else { return nil }
        return OutputFile(
            name: name, pattern: pattern, mediaType: mediaType, takesSeveral: takesSeveral, isRequired: isRequired
        )
    }

    private static func readOutputValue(
        _ reader: inout SchemaReader, _ object: inout JSONObject, _ path: String
    ) -> OutputValue? {
        _ = reader.object(.object(object), at: path, required: ["name", "type"], optional: ["key", "required"])
        let name = reader.string(object["name"], at: "\(path)/name", matching: .name)
        let type = readType(object["type"], path, &reader)
        let key = reader.string(object["key"], at: "\(path)/key")
        let isRequired = flag("required", true, &object, path, &reader)
        guard let name, let type else { return nil }
        return OutputValue(name: name, type: type, key: key ?? name, isRequired: isRequired)
    }

    private static func readMount(_ reader: inout SchemaReader, _ object: inout JSONObject, _ path: String) -> Mount? {
        _ = reader.object(.object(object), at: path, required: ["name", "path"], optional: ["mode"])
        let name = reader.string(object["name"], at: "\(path)/name", matching: .name)
        let folder = reader.string(object["path"], at: "\(path)/path")
        let mode = reader.word(object["mode"], at: "\(path)/mode", among: ["ro", "rw"]) ?? "ro"
        object["mode"] = .string(mode)
        guard let name, let folder else { return nil }
        return Mount(name: name, path: folder, isWritable: mode == "rw")
    }

    private static func readSetting(_ reader: inout SchemaReader, _ object: inout JSONObject, _ path: String) -> Setting? {
        _ = reader.object(.object(object), at: path, required: ["name"], optional: ["secret"])
        let name = reader.string(object["name"], at: "\(path)/name", matching: .name)
        let isSecret = flag("secret", false, &object, path, &reader)
        return name.map { Setting(name: $0, isSecret: isSecret) }
    }

    private static func readType(_ value: JSON?, _ path: String, _ reader: inout SchemaReader) -> ValueType? {
        reader.word(value, at: "\(path)/type", among: ValueType.allCases.map(\.rawValue)).flatMap(ValueType.init)
    }

    /// Reads a flag and fills in its default.
    private static func flag(
        _ key: String, _ absent: Bool, _ object: inout JSONObject, _ path: String, _ reader: inout SchemaReader
    ) -> Bool {
        let flag = reader.bool(object[key], at: "\(path)/\(key)") ?? absent
        object[key] = .bool(flag)
        return flag
    }
}
