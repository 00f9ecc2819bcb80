import HTTPSupport
import JSONSupport
import JobEngine
import JobModel

/// How jobs look in the native dialect (docs/api.md).
extension JSONWriter {
    mutating func nativeJobInList(_ details: JobDetails) {
        beginObject()
        nativeJobFields(details)
        endObject()
    }

    mutating func nativeJob(_ view: JobView) {
        let details = view.details
        beginObject()
        nativeJobFields(details)
        fieldRaw("input", details.job.input)
        key("output")
        nativeOutput(of: details.job, files: view.outputFiles)
        field("execution", view.execution?.execution.id)
        field("exit_code", view.execution?.execution.exitCode)
        key("waiting")
        beginArray()
        for reason in view.waiting {
            beginObject()
            field("reason", reason.name)
            field("text", reason.text)
            endObject()
        }
        endArray()
        endObject()
    }

    private mutating func nativeJobFields(_ details: JobDetails) {
        let job = details.job
        field("id", job.id)
        key("job_type")
        beginObject()
        field("id", details.definition.id)
        field("kind", details.definition.kind.rawValue)
        field("name", details.definition.name)
        field("version", details.definition.version)
        field("title", details.definition.title)
        endObject()
        field("revision", details.revision.number)
        field("phase", job.state.phase.name)
        field("priority", job.state.priority)
        field("progress", job.state.progress)
        field("description", job.description)
        field("attempt", job.state.attempt)
        field("max_attempts", job.state.maximumAttempts)
        key("node")
        nativeNodeName(details.node)
        key("error")
        nativeError(details.error, message: job.state.fault?.message)
        key("resources")
        nativeResources(job.resources)
        field("timeout_seconds", job.timeoutSeconds)
        field("created", job.created)
        field("queued", job.state.queued)
        field("started", job.state.started)
        field("ended", job.state.ended)
        field("last_modified", job.lastModified)
    }

    private mutating func nativeOutput(of job: JobRow, files: [StoredFile]) {
        guard let output = job.output.flatMap({ try? JSON.parse($0) }) else { return null() }
        let known = Dictionary(files.map { ($0.id, $0) }) { first, _ in first }
        nativeParameters(output, files: known)
    }

    /// What a job is given or has made, `{"files":…,"json":…}`, with the files described instead of their ids alone.
    mutating func nativeParameters(_ parameters: JSON, files known: [Int64: StoredFile]) {
        beginObject()
        key("files")
        beginObject()
        for (name, ids) in parameters["files"]?.objectValue ?? JSONObject() {
            key(name)
            beginArray()
            for file in ids.arrayValue?.compactMap({ $0.intValue.flatMap { known[$0] } }) ?? [] {
                beginObject()
                field("id", file.id)
                field("name", file.name)
                field("size", file.size)
                field("media_type", file.mediaType)
                endObject()
            }
            endArray()
        }
        endObject()
        key("json")
        (parameters["json"] ?? .object(JSONObject())).write(to: &self)
        endObject()
    }

    mutating func nativeExecution(_ details: ExecutionDetails) {
        let execution = details.execution
        beginObject()
        field("id", execution.id)
        field("number", execution.number)
        field("phase", details.phase.name)
        key("node")
        nativeNodeName(details.node)
        field("exit_code", execution.exitCode)
        key("error")
        nativeError(details.error, message: execution.fault?.message)
        field("queued", execution.queued)
        field("claimed", execution.claimed)
        field("started", details.started)
        field("ended", execution.ended)
        endObject()
    }

    private mutating func nativeNodeName(_ node: NodeRow?) {
        guard let node else { return null() }
        beginObject()
        field("id", node.id)
        field("hostname", node.hostname)
        endObject()
    }

    private mutating func nativeError(_ error: ErrorRow?, message: String?) {
        guard let error else { return null() }
        beginObject()
        field("name", error.name)
        field("title", error.title)
        field("category", error.category.rawValue)
        field("message", message ?? error.description)
        endObject()
    }

    mutating func nativeResources(_ resources: ResourceAmounts) {
        beginObject()
        for name in resources.amounts.keys.sorted() {
            key(name)
            value(resources[name])
        }
        endObject()
    }
}
