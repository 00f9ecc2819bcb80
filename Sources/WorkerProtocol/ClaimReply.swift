import JSONSupport
import JobModel

/// The server's answer to a claim.
package struct ClaimReply: Sendable {
    package let executions: [ClaimedWork]

    package init(_ json: JSON) throws(ProtocolError) {
        let revisions = json["revisions"]?.objectValue ?? JSONObject()
        var executions: [ClaimedWork] = []
        for entry in json["executions"]?.arrayValue ?? [] {
            executions.append(try ClaimedWork(entry, revisions: revisions))
        }
        self.executions = executions
    }
}

/// One execution with all that is needed to run it.
package struct ClaimedWork: Sendable {
    package struct InputFile: Sendable, Hashable {
        package let id: Int64
        package let name: String
        package let size: Int64
        package let mediaType: String
    }

    /// The fencing token, which every later message names.
    package let execution: Int64
    package let job: Int64
    package let number: Int64
    package let typeName: String
    package let typeVersion: String
    package let image: String
    /// The manifest, as JSON.
    package let manifest: JSON
    /// The interface of a legacy job type, by which it is run; nil for a Seed job.
    package let interface: JSON?
    package let files: [String: [InputFile]]
    package let values: [String: JSON]
    /// Mounts and settings, secret ones included.
    package let configuration: JSON
    package let resources: ResourceAmounts
    package let inputBytes: Int64
    /// How long the job may run; nil for ever.
    package let timeout: Duration?

    init(_ json: JSON, revisions: JSONObject) throws(ProtocolError) {
        execution = try json.required("id", \.intValue)
        job = try json.required("job_id", \.intValue)
        number = try json.required("exe_num", \.intValue)
        let revisionID = try json.required("revision", \.intValue)
        guard let revision = revisions[String(revisionID)] else {
            throw ProtocolError("The server's answer lacks revision \(revisionID).")
        }
        typeName = try revision.required("name", \.stringValue)
        typeVersion = try revision.required("version", \.stringValue)
        image = try revision.required("docker_image", \.stringValue)
        manifest = try revision.required("manifest") { $0 }
        interface = revision["interface"].flatMap { $0.isNull ? nil : $0 }
        values = (json["input"]?["json"]?.objectValue ?? JSONObject()).reduce(into: [:]) { $0[$1.key] = $1.value }
        var files: [String: [InputFile]] = [:]
        for (name, entries) in json["input"]?["files"]?.objectValue ?? JSONObject() {
            for entry in entries.arrayValue ?? [] { files[name, default: []].append(try Self.file(entry)) }
        }
        self.files = files
        configuration = json["configuration"] ?? .object(JSONObject())
        resources = ResourceAmounts(json["resources"])
        inputBytes = json["input_bytes"]?.intValue ?? 0
        timeout = json["timeout_seconds"]?.intValue.map { .seconds($0) }
    }

    private static func file(_ json: JSON) throws(ProtocolError) -> InputFile {
        InputFile(
            id: try json.required("id", \.intValue),
            name: try json.required("name", \.stringValue),
            size: try json.required("size", \.intValue),
            mediaType: try json.required("media_type", \.stringValue)
        )
    }
}
