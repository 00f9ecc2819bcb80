import JSONSupport

/// What a job is given: files by input name, and JSON values by input name.
package struct JobInput: Sendable, Hashable {
    package var files: [String: [Int64]] = [:]
    package var values: [String: JSON] = [:]

    package init() {}

    /// The most files that one input may get.
    package static let maximumFiles = 1_000

    /// Reads `{"version"?,"files":{name:[ids]},"json":{name:value}}`; a single id may stand for a list of one.
    package static func parse(_ json: JSON) throws(JobInputError) -> JobInput {
        guard let object = json.objectValue else {
            throw JobInputError("input", "input must be an object, not \(json.typeDescription).")
        }
        for key in object.keys where !["version", "files", "json"].contains(key) {
            throw JobInputError("input", "\(key) is not a valid field of input. Valid fields are: version, files, json")
        }
        var input = JobInput()
        for (name, value) in try members(object["files"], of: "files") {
            input.files[name] = try ids(value, of: name)
        }
        for (name, value) in try members(object["json"], of: "json") where !value.isNull {
            input.values[name] = value
        }
        return input
    }

    private static func members(_ json: JSON?, of field: String) throws(JobInputError) -> JSONObject {
        guard let json, !json.isNull else { return JSONObject() }
        guard let object = json.objectValue else {
            throw JobInputError("input", "input.\(field) must be an object, not \(json.typeDescription).")
        }
        return object
    }

    private static func ids(_ value: JSON, of name: String) throws(JobInputError) -> [Int64] {
        if let id = value.intValue { return [id] }
        guard let entries = value.arrayValue, entries.count <= maximumFiles else {
            throw JobInputError(name, "input.files.\(name) must be a list of up to \(maximumFiles) file ids.")
        }
        let ids = entries.compactMap(\.intValue)
        guard ids.count == entries.count else {
            throw JobInputError(name, "input.files.\(name) must hold file ids, which are integers.")
        }
        return ids
    }

    /// The input as it is stored.
    package var json: JSON {
        [
            "files": .object(JSONObject(files.sorted { $0.key < $1.key }.map { name, ids in
                (name, .array(ids.map { .int($0) }))
            })),
            "json": .object(JSONObject(values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })),
        ]
    }

    /// Checks the input against a manifest; what the manifest does not know is dropped, as in Scale.
    package func validated(against manifest: SeedManifest) throws(JobInputError) -> JobInput {
        var kept = JobInput()
        for file in manifest.inputFiles {
            let ids = files[file.name] ?? []
            if ids.isEmpty, file.isRequired { throw .missing(file.name) }
            if ids.count > 1, !file.takesSeveral {
                throw JobInputError(file.name, "Invalid job data: Parameter '\(file.name)' takes one file, not \(ids.count)")
            }
            if !ids.isEmpty { kept.files[file.name] = ids }
        }
        for input in manifest.inputJSON {
            guard let value = values[input.name] else {
                if input.isRequired { throw .missing(input.name) }
                continue
            }
            guard input.type.accepts(value) else {
                throw JobInputError(
                    input.name, "Invalid job data: Parameter '\(input.name)' must receive \(input.type.described)"
                )
            }
            kept.values[input.name] = value
        }
        return kept
    }
}

/// What is wrong with the input of a job.
package struct JobInputError: Error, Sendable, Hashable {
    /// The input at fault.
    package let field: String
    package let message: String

    init(_ field: String, _ message: String) {
        self.field = field
        self.message = message
    }

    static func missing(_ name: String) -> JobInputError {
        JobInputError(name, "Invalid job data: Parameter '\(name)' is required")
    }
}
