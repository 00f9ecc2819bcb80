import HTTPSupport
import JSONSupport
import JobEngine
import JobModel

/// How jobs look in v6: the fields of 2018 and those of the final release in one object (scale.md §6.8), so that clients
/// of either find what they read.
extension JSONWriter {
    mutating func jobInList(_ details: JobDetails) {
        beginObject()
        jobFields(details)
        endObject()
    }

    mutating func job(_ job: FullJob, base: String) {
        let details = job.details
        beginObject()
        jobFields(details)
        fieldRaw("input", details.job.input)
        fieldRaw("output", details.job.output ?? #"{"files":{},"json":{}}"#)
        key("input_files")
        filesByName(job.inputFiles, base: base)
        key("execution")
        if let execution = job.execution { self.execution(execution, job: details) } else { null() }
        fieldRaw("configuration", details.job.configuration ?? details.definition.configuration)
        endObject()
    }

    private mutating func jobFields(_ details: JobDetails) {
        let job = details.job
        field("id", job.id)
        key("job_type")
        jobTypeOfJob(details.definition)
        key("job_type_rev")
        jobTypeRevision(details)
        key("event")
        userEvent(of: job)
        key("node")
        node(details.node)
        key("error")
        error(details.error)
        field("status", job.state.phase.scaleName)
        field("priority", job.state.priority)
        field("progress", job.state.progress)
        field("num_exes", job.state.attempt)
        field("max_tries", job.state.maximumAttempts)
        field("timeout", job.timeoutSeconds)
        field("input_file_size", Double(job.inputBytes) / 1_048_576)
        key("resources")
        resources(job.resources)
        field("created", job.created)
        field("queued", job.state.queued)
        field("started", job.state.started)
        field("ended", job.state.ended)
        field("last_status_change", job.state.lastStatusChange)
        field("last_modified", job.lastModified)
        absentFields()
    }

    /// What belongs to recipes, batches, superseding and source data, which Drover does not have.
    private mutating func absentFields() {
        field("is_superseded", false)
        for name in Self.absentJobFields {
            key(name)
            null()
        }
    }

    static let absentJobFields: [StaticString] = [
        "superseded", "superseded_job", "superseded_by_job", "recipe", "batch", "ingest_event", "source_started",
        "source_ended", "source_sensor_class", "source_sensor", "source_collection", "source_task",
    ]

    private mutating func jobTypeRevision(_ details: JobDetails) {
        let revision = details.revision
        beginObject()
        field("id", revision.id)
        key("job_type")
        jobTypeOfJob(details.definition)
        field("revision_num", revision.number)
        field("docker_image", revision.dockerImage)
        field("created", revision.created)
        fieldRaw("manifest", revision.manifestText)
        endObject()
    }

    private mutating func userEvent(of job: JobRow) {
        beginObject()
        field("id", job.id)
        field("type", "USER")
        field("occurred", job.created)
        endObject()
    }

    private mutating func resources(_ amounts: ResourceAmounts) {
        beginObject()
        key("resources")
        beginObject()
        field("cpus", amounts["cpus"])
        field("mem", amounts["mem"])
        field("disk", amounts["disk"])
        field("gpus", amounts["gpus"])
        for name in amounts.amounts.keys.sorted() where !["cpus", "mem", "disk", "gpus"].contains(name) {
            key(name)
            value(amounts[name])
        }
        endObject()
        endObject()
    }

    mutating func node(_ node: NodeRow?) {
        guard let node else { return null() }
        beginObject()
        field("id", node.id)
        field("hostname", node.hostname)
        endObject()
    }

    mutating func error(_ error: ErrorRow?) {
        guard let error else { return null() }
        beginObject()
        field("id", error.id)
        field("name", error.name)
        field("title", error.title)
        field("description", error.description)
        field("job_type_name", error.jobTypeName)
        field("category", error.category.rawValue)
        field("is_builtin", error.isBuiltin)
        field("should_be_retried", error.isRetried)
        field("created", error.created)
        field("last_modified", error.lastModified)
        endObject()
    }
}
