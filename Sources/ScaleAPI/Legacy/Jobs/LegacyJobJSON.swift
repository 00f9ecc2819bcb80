import HTTPSupport
import JSONSupport
import JobEngine
import JobModel

/// A job with everything that its page of 2015 shows.
struct LegacyJob: Sendable {
    let view: JobView
    let type: LegacyType
    let inputFiles: [StoredFile]
    let executions: [ExecutionDetails]
    let data: JSON
}

/// How one job looks to the clients of 2015 (scale.md §5.8).
extension JSONWriter {
    mutating func legacyJob(_ shown: LegacyJob, base: String) {
        let (details, job) = (shown.view.details, shown.view.details.job)
        beginObject()
        field("id", job.id)
        key("job_type")
        legacyType(shown.type)
        key("job_type_rev")
        legacyRevision(shown)
        key("event")
        beginObject()
        field("id", job.id)
        field("type", "USER")
        milliseconds("occurred", job.created)
        endObject()
        key("error")
        if let error = details.error { legacyError(error) } else { null() }
        field("status", job.state.phase.scaleName)
        field("priority", job.state.priority)
        field("num_exes", job.state.attempt)
        field("timeout", job.timeoutSeconds ?? 0)
        field("max_tries", job.state.maximumAttempts)
        legacyResources(job)
        legacyTimes(job)
        fieldRaw("data", shown.data.compactText)
        fieldRaw("results", LegacyJobData.results(of: job).compactText)
        key("input_files")
        beginArray()
        for file in shown.inputFiles { self.file(file, base: base) }
        endArray()
        key("products")
        beginArray()
        for file in shown.view.outputFiles { self.file(file, base: base) }
        endArray()
        key("recipes")
        beginArray()
        endArray()
        key("job_exes")
        beginArray()
        for execution in shown.executions { legacyExecution(execution, timeout: job.timeoutSeconds) }
        endArray()
        endObject()
    }

    private mutating func legacyRevision(_ shown: LegacyJob) {
        let revision = shown.view.details.revision
        beginObject()
        field("id", revision.id)
        key("job_type")
        beginObject()
        field("id", revision.definitionID)
        endObject()
        field("revision_num", revision.number)
        fieldRaw("interface", revision.legacyInterfaceText)
        milliseconds("created", revision.created)
        endObject()
    }

    private mutating func legacyResources(_ job: JobRow) {
        let input = (Double(job.inputBytes) / 1_048_576).rounded(.up)
        field("cpus_required", job.resources["cpus"])
        field("mem_required", job.resources["mem"])
        field("disk_in_required", input)
        field("disk_out_required", max(0, job.resources["disk"] - input))
    }

    private mutating func legacyTimes(_ job: JobRow) {
        milliseconds("created", job.created)
        milliseconds("queued", job.state.queued)
        milliseconds("started", job.state.started)
        milliseconds("ended", job.state.ended)
        milliseconds("last_status_change", job.state.lastStatusChange)
        milliseconds("last_modified", job.lastModified)
    }

    private mutating func legacyExecution(_ details: ExecutionDetails, timeout: Int64?) {
        let execution = details.execution
        beginObject()
        field("id", execution.id)
        field("status", details.phase.scaleName)
        field("timeout", timeout ?? 0)
        milliseconds("job_started", details.started)
        milliseconds("job_completed", execution.ended)
        field("job_exit_code", execution.exitCode)
        milliseconds("created", execution.claimed)
        milliseconds("queued", execution.queued)
        milliseconds("started", details.started)
        milliseconds("ended", execution.ended)
        milliseconds("last_modified", execution.ended ?? details.started ?? execution.claimed)
        key("node")
        node(details.node)
        key("error")
        if let error = details.error { legacyError(error) } else { null() }
        endObject()
    }
}
