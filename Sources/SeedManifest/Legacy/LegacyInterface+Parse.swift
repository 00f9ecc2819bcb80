import JSONSupport

extension LegacyInterface {
    private static let versions = ["1.0", "1.1", "1.2", "1.3", "1.4"]

    /// Checks an interface and decodes it.
    /// - Throws: `ManifestError` with the first rule that it breaks, naming the place.
    package static func parse(_ json: JSON) throws(ManifestError) -> LegacyInterface {
        var reader = SchemaReader()
        let interface = read(json, &reader)
        if let violation = reader.violations.first { throw invalid(violation.text) }
        guard let interface else { throw invalid("expected an object, got \(json.typeDescription)") }
        if let fault = interface.fault { throw invalid(fault) }
        return interface
    }

    private static func invalid(_ text: String) -> ManifestError {
        ManifestError("INVALID_INTERFACE", "Interface definition failed to validate: \(text)")
    }

    private static func read(_ json: JSON, _ reader: inout SchemaReader) -> LegacyInterface? {
        let object = reader.object(
            json, at: "", required: ["command", "command_arguments"],
            optional: ["version", "input_data", "output_data", "mounts", "settings", "env_vars", "shared_resources"]
        )
        guard let object else { return nil }
        _ = reader.word(object["version"], at: "version", among: versions)
        refuseSharedResources(object["shared_resources"], &reader)
        return LegacyInterface(
            command: reader.string(object["command"], at: "command") ?? "",
            arguments: LegacyArguments(reader.string(object["command_arguments"], at: "command_arguments") ?? ""),
            inputs: reader.list(object["input_data"], at: "input_data", readInput),
            outputs: reader.list(object["output_data"], at: "output_data", readOutput),
            mounts: reader.list(object["mounts"], at: "mounts", readMount),
            settings: reader.list(object["settings"], at: "settings", readSetting),
            variables: reader.list(object["env_vars"], at: "env_vars", readVariable),
            json: json
        )
    }

    /// There are none to be had, so a job that needs one could never run.
    private static func refuseSharedResources(_ json: JSON?, _ reader: inout SchemaReader) {
        _ = reader.list(json, at: "shared_resources") { reader, entry, path -> Bool? in
            let object = reader.object(entry, at: path, required: ["name", "type"], optional: ["required"])
            if reader.bool(object?["required"], at: "\(path)/required") ?? true {
                reader.refuse(path, "required shared resources are not supported")
            }
            return nil
        }
    }

    private static func readInput(_ reader: inout SchemaReader, _ json: JSON, _ path: String) -> Input? {
        let optional = ["required", "partial", "media_types"]
        let object = reader.object(json, at: path, required: ["name", "type"], optional: optional)
        let name = reader.string(object?["name"], at: "\(path)/name", matching: .legacyName)
        let type = reader.word(object?["type"], at: "\(path)/type", among: InputType.allCases.map(\.rawValue))
        let mediaTypes = reader.list(object?["media_types"], at: "\(path)/media_types") { reader, type, path in
            reader.string(type, at: path)
        }
        let isRequired = reader.bool(object?["required"], at: "\(path)/required") ?? true
        let isPartial = reader.bool(object?["partial"], at: "\(path)/partial") ?? false
        guard let name, let type = type.flatMap(InputType.init) else { return nil }
        return Input(name: name, type: type, isRequired: isRequired, isPartial: isPartial, mediaTypes: mediaTypes)
    }

    private static func readOutput(_ reader: inout SchemaReader, _ json: JSON, _ path: String) -> Output? {
        let object = reader.object(json, at: path, required: ["name", "type"], optional: ["required", "media_type"])
        let name = reader.string(object?["name"], at: "\(path)/name", matching: .legacyName)
        let type = reader.word(object?["type"], at: "\(path)/type", among: ["file", "files"])
        let isRequired = reader.bool(object?["required"], at: "\(path)/required") ?? true
        let mediaType = reader.string(object?["media_type"], at: "\(path)/media_type")
        guard let name, let type else { return nil }
        return Output(name: name, takesSeveral: type == "files", isRequired: isRequired, mediaType: mediaType)
    }

    private static func readMount(_ reader: inout SchemaReader, _ json: JSON, _ path: String) -> Mount? {
        let object = reader.object(json, at: path, required: ["name", "path"], optional: ["required", "mode"])
        let name = reader.string(object?["name"], at: "\(path)/name", matching: .legacyName)
        let folder = reader.string(object?["path"], at: "\(path)/path")
        let mode = reader.word(object?["mode"], at: "\(path)/mode", among: ["ro", "rw"])
        let isRequired = reader.bool(object?["required"], at: "\(path)/required") ?? true
        guard let name, let folder else { return nil }
        if !folder.hasPrefix("/") { reader.refuse("\(path)/path", "\(name) mount must have an absolute path") }
        return Mount(name: name, path: folder, isWritable: mode == "rw", isRequired: isRequired)
    }

    private static func readSetting(_ reader: inout SchemaReader, _ json: JSON, _ path: String) -> Setting? {
        let object = reader.object(json, at: path, required: ["name"], optional: ["required", "secret"])
        let name = reader.string(object?["name"], at: "\(path)/name", matching: .legacyName)
        let isRequired = reader.bool(object?["required"], at: "\(path)/required") ?? true
        let isSecret = reader.bool(object?["secret"], at: "\(path)/secret") ?? false
        return name.map { Setting(name: $0, isRequired: isRequired, isSecret: isSecret) }
    }

    private static func readVariable(_ reader: inout SchemaReader, _ json: JSON, _ path: String) -> Variable? {
        let object = reader.object(json, at: path, required: ["name", "value"])
        let name = reader.string(object?["name"], at: "\(path)/name", matching: .variableName)
        let value = reader.string(object?["value"], at: "\(path)/value")
        guard let name, let value else { return nil }
        return Variable(name: name, value: LegacyArguments(value))
    }
}
