import HTTPSupport
import JSONSupport
import JobEngine
import JobModel
import SeedManifest

/// What a job is given, in the form of 2015: `{"version","input_data":[{"name","value"|"file_id"|"file_ids"}],
/// "output_data":[{"name","workspace_id"}]}`.
struct LegacyJobData {
    let input: JobInput
    /// The ids of the workspaces that outputs are to go to.
    let workspaces: [(output: String, id: Int64)]

    init(_ object: JSONObject) throws(RequestError) {
        for key in object.keys where !["version", "input_data", "output_data"].contains(key) {
            throw Self.refusal("\(key) is not a valid field. Valid fields are: version, input_data, output_data")
        }
        if let version = object["version"], version != "1.0" { throw Self.refusal("version must be \"1.0\"") }
        var input = JobInput()
        var names: Set<String> = []
        for entry in try Self.entries(object["input_data"], "input_data") {
            let name = try Self.name(of: entry, "input_data")
            guard names.insert(name).inserted else { throw Self.refusal("input_data: the name '\(name)' is used twice") }
            try Self.read(entry, name, into: &input)
        }
        self.input = input
        var workspaces: [(String, Int64)] = []
        for entry in try Self.entries(object["output_data"], "output_data") {
            let name = try Self.name(of: entry, "output_data")
            guard let id = entry["workspace_id"]?.intValue else {
                throw Self.refusal("output_data: '\(name)' needs a workspace_id, which is an integer")
            }
            workspaces.append((name, id))
        }
        self.workspaces = workspaces
    }

    static func refusal(_ text: String) -> RequestError {
        RequestError(400, "Invalid job information: \(text)")
    }

    private static func read(_ entry: JSON, _ name: String, into input: inout JobInput) throws(RequestError) {
        if let value = entry["value"] {
            input.values[name] = value
        } else if let id = entry["file_id"]?.intValue {
            input.files[name] = [id]
        } else if let ids = entry["file_ids"]?.arrayValue, ids.count <= JobInput.maximumFiles,
            ids.allSatisfy({ $0.intValue != nil }) {
            input.files[name] = ids.compactMap(\.intValue)
        } else {
            throw refusal(
                "input_data: '\(name)' needs a value, a file_id or file_ids of up to \(JobInput.maximumFiles) integers"
            )
        }
    }

    private static func entries(_ json: JSON?, _ field: String) throws(RequestError) -> [JSON] {
        guard let json else { return [] }
        guard let entries = json.arrayValue, entries.count <= JobEngine.maximumBatch else {
            throw refusal("\(field) must be a list of up to \(JobEngine.maximumBatch) objects")
        }
        return entries
    }

    private static func name(of entry: JSON, _ field: String) throws(RequestError) -> String {
        guard let name = entry["name"]?.stringValue else { throw refusal("\(field): every entry needs a name") }
        return name
    }
}

extension LegacyJobData {
    /// What a stored job was given, in the form of 2015.
    static func json(of job: JobRow, typeConfiguration: String, workspaces: [Workspace]) -> JSON {
        let input = (try? JSON.parse(job.input)) ?? [:]
        let files = (input["files"]?.objectValue ?? JSONObject()).map { name, ids -> JSON in
            let ids = ids.arrayValue ?? []
            return ids.count == 1 ? ["name": .string(name), "file_id": ids[0]] : ["name": .string(name), "file_ids": .array(ids)]
        }
        let values = (input["json"]?.objectValue ?? JSONObject()).map { name, value -> JSON in
            ["name": .string(name), "value": value]
        }
        let configuration = (try? JSON.parse(job.configuration ?? typeConfiguration)) ?? [:]
        let outputs = (configuration["output_workspaces"]?["outputs"]?.objectValue ?? JSONObject()).compactMap { output -> JSON? in
            let workspace = workspaces.first { $0.name == output.value.stringValue }
            return workspace.map { ["name": .string(output.key), "workspace_id": .int($0.id)] }
        }
        return ["version": "1.0", "input_data": .array(files + values), "output_data": .array(outputs)]
    }

    /// What a job has brought forth, in the form of 2015.
    static func results(of job: JobRow) -> JSON {
        let output = job.output.flatMap { try? JSON.parse($0) } ?? [:]
        let files = (output["files"]?.objectValue ?? JSONObject()).map { name, ids -> JSON in
            let ids = ids.arrayValue ?? []
            return ids.count == 1 ? ["name": .string(name), "file_id": ids[0]] : ["name": .string(name), "file_ids": .array(ids)]
        }
        return ["version": "1.0", "output_data": .array(files)]
    }
}
