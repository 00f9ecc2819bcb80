import JSONSupport
import SeedManifest

/// A job that somebody asks for on the command line, before its files are uploaded.
struct JobOrder: Sendable {
    let type: TypeArgument
    var files: [FileArgument] = []
    var values: [ValueArgument] = []
    var priority: Int64?
    var description: String?
    var configuration: JSON?
    /// A repetition under the same key is answered with the first job.
    var idempotencyKey: String?

    init(type: TypeArgument) {
        self.type = type
    }
}

extension JobOrder {
    /// Checks the names against the type, so that a mistake shows before gigabytes are uploaded, and gives the values
    /// their types: `--json NAME=5` is a text where the type takes one and a number elsewhere.
    /// - Throws: `CommandFailure` naming the input and those that there are.
    func typedValues(for manifest: SeedManifest) throws -> JSONObject {
        for file in files where manifest.inputFile(named: file.name) == nil {
            throw unknown("file input", file.name, manifest.inputFiles.map(\.name))
        }
        var object = JSONObject()
        for value in values {
            guard let input = manifest.inputJSON.first(where: { $0.name == value.name }) else {
                throw unknown("JSON input", value.name, manifest.inputJSON.map(\.name))
            }
            object[value.name] = try Self.value(value, of: input.type)
        }
        return object
    }

    private static func value(_ value: ValueArgument, of type: SeedManifest.ValueType) throws -> JSON {
        let parsed = try? JSON.parse(value.text)
        if type == .string, parsed?.stringValue == nil { return .string(value.text) }
        guard let parsed, type.accepts(parsed) else {
            throw CommandFailure(
                .usage, "--json \(value.name) takes \(type.described), not '\(SafeText.oneLine(value.text))'"
            )
        }
        return parsed
    }

    private func unknown(_ kind: String, _ name: String, _ known: [String]) -> CommandFailure {
        CommandFailure(
            .usage, "\(type.name) has no \(kind) \(SafeText.oneLine(name))",
            advice: known.isEmpty ? "It takes none." : "It takes: \(known.joined(separator: ", "))."
        )
    }

    /// The body of the request (docs/api.md).
    func body(version: String, files: [String: [Int64]], values: JSONObject) -> JSON {
        let fileInputs = files.sorted { $0.key < $1.key }.map { name, ids in
            (name, JSON.array(ids.map { .int($0) }))
        }
        var body: JSONObject = [
            "job_type": .string(type.name), "version": .string(version),
            "input": ["files": .object(JSONObject(fileInputs)), "json": .object(values)],
        ]
        if let priority { body["priority"] = .int(priority) }
        if let description { body["description"] = .string(description) }
        if let configuration { body["configuration"] = configuration }
        return .object(body)
    }
}
