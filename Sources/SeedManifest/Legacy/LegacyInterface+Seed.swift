import JSONSupport

extension LegacyInterface {
    /// The Seed manifest by which every dialect and the scheduler see a legacy job type. Its names and its version are
    /// those of the legacy type, so it is read with `SeedManifest.stored`. Outputs have an empty pattern: the job's results
    /// manifest says where they are.
    package func seedManifest(_ type: LegacyDescription) -> JSON {
        var maintainer: JSONObject = ["name": .string(type.authorName ?? ""), "email": ""]
        maintainer["url"] = type.authorURL.map { .string($0) }
        return [
            "seedVersion": "1.0.0",
            "job": [
                "name": .string(type.name), "jobVersion": .string(type.version), "packageVersion": "1.0.0",
                "title": .string(type.title), "description": .string(type.description),
                "maintainer": .object(maintainer), "timeout": .int(type.timeout),
                "resources": ["scalar": [
                    ["name": "cpus", "value": .double(type.cpus)],
                    ["name": "mem", "value": .double(type.memory)],
                    // The room for the input comes on top (scale.md §6.6, 2015).
                    ["name": "disk", "value": .double(type.disk), "inputMultiplier": .double(type.diskMultiplier + 1)],
                ]],
                "interface": seedInterface,
            ],
        ]
    }

    private var seedInterface: JSON {
        let commandLine = [command, json["command_arguments"]?.stringValue ?? ""].filter { !$0.isEmpty }
        let properties = inputs.filter { $0.type == .property }
        return [
            "command": .string(commandLine.joined(separator: " ")),
            "inputs": [
                "files": .array(inputs.filter { $0.type != .property }.map(Self.seedFile)),
                "json": .array(properties.map {
                    ["name": .string($0.name), "type": "string", "required": .bool($0.isRequired)]
                }),
            ],
            "outputs": ["files": .array(outputs.map(Self.seedOutput))],
            "mounts": .array(mounts.map {
                ["name": .string($0.name), "path": .string($0.path), "mode": $0.isWritable ? "rw" : "ro"]
            }),
            "settings": .array(settings.map { ["name": .string($0.name), "secret": .bool($0.isSecret)] }),
        ]
    }

    private static func seedFile(_ input: Input) -> JSON {
        [
            "name": .string(input.name), "required": .bool(input.isRequired), "multiple": .bool(input.type == .files),
            "partial": .bool(input.isPartial), "mediaTypes": .array(input.mediaTypes.map { .string($0) }),
        ]
    }

    private static func seedOutput(_ output: Output) -> JSON {
        var object: JSONObject = ["name": .string(output.name), "pattern": ""]
        object["mediaType"] = output.mediaType.map { .string($0) }
        object["multiple"] = .bool(output.takesSeveral)
        object["required"] = .bool(output.isRequired)
        return .object(object)
    }
}

extension SeedManifest {
    /// The interface of a Seed job type as legacy clients read it; nobody runs it.
    package var legacyInterface: JSON {
        let files = inputFiles.map { input -> JSON in
            [
                "name": .string(input.name), "type": input.takesSeveral ? "files" : "file",
                "required": .bool(input.isRequired), "partial": .bool(input.isPartial),
                "media_types": .array(input.mediaTypes.map { .string($0) }),
            ]
        }
        let properties = inputJSON.map { input -> JSON in
            ["name": .string(input.name), "type": "property", "required": .bool(input.isRequired)]
        }
        return [
            "version": "1.4", "command": .string(command), "command_arguments": "", "env_vars": [],
            "mounts": .array(mounts.map {
                [
                    "name": .string($0.name), "path": .string($0.path), "required": true,
                    "mode": $0.isWritable ? "rw" : "ro",
                ]
            }),
            "settings": .array(settings.map {
                ["name": .string($0.name), "required": false, "secret": .bool($0.isSecret)]
            }),
            "input_data": .array(files + properties),
            "output_data": .array(outputFiles.map {
                [
                    "name": .string($0.name), "type": $0.takesSeveral ? "files" : "file",
                    "required": .bool($0.isRequired), "media_type": .string($0.mediaType),
                ]
            }),
            "shared_resources": [],
        ]
    }

    /// The exit codes of a Seed job type as legacy clients read them.
    package var legacyErrorMapping: JSON {
        let codes = errors.reduce(into: JSONObject()) { $0[String($1.code)] = .string($1.name) }
        return ["version": "1.0", "exit_codes": .object(codes)]
    }

    /// Who looks after the job type.
    package var maintainer: (name: String?, url: String?) {
        let maintainer = json["job"]?["maintainer"]
        return (maintainer?["name"]?.stringValue, maintainer?["url"]?.stringValue)
    }
}
