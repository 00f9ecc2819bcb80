import HTTPSupport
import JSONSupport
import JobEngine
import JobModel

extension JSONWriter {
    /// The answer to a claim. What several executions share, their revision with its manifest, is written once.
    /// - Parameter files: the input files of all executions, by id.
    mutating func claim(_ executions: [ClaimedExecution], files: [Int64: StoredFile]) {
        beginObject()
        key("executions")
        beginArray()
        for execution in executions { claimed(execution, files: files) }
        endArray()
        key("revisions")
        beginObject()
        var written: Set<Int64> = []
        for execution in executions where written.insert(execution.revision.id).inserted {
            key(String(execution.revision.id))
            claimedRevision(execution.revision)
        }
        endObject()
        endObject()
    }

    private mutating func claimed(_ execution: ClaimedExecution, files: [Int64: StoredFile]) {
        let job = execution.job
        beginObject()
        field("id", execution.token)
        field("job_id", job.id)
        field("exe_num", job.state.attempt)
        field("revision", execution.revision.id)
        key("input")
        claimedInput(job, files: files)
        fieldRaw("configuration", execution.configuration)
        key("resources")
        nativeResources(job.resources)
        field("input_bytes", job.inputBytes)
        field("timeout_seconds", job.timeoutSeconds)
        field("priority", job.state.priority)
        endObject()
    }

    /// Without files the stored input is spliced in as it is.
    private mutating func claimedInput(_ job: JobRow, files: [Int64: StoredFile]) {
        guard !files.isEmpty, let input = try? JSON.parse(job.input) else { return raw(job.input) }
        nativeParameters(input, files: files)
    }

    private mutating func claimedRevision(_ revision: Revision) {
        beginObject()
        field("definition_id", revision.definitionID)
        field("name", revision.name)
        field("version", revision.version)
        field("title", revision.title)
        field("docker_image", revision.dockerImage)
        fieldRaw("manifest", revision.manifestText)
        if let interface = revision.interfaceText { fieldRaw("interface", interface) }
        endObject()
    }
}
