import HTTPSupport
import JSONSupport
import JobEngine
import JobModel

/// A job with everything that its own page shows.
struct FullJob: Sendable {
    let details: JobDetails
    let execution: ExecutionDetails?
    let inputFiles: [(input: String, files: [StoredFile])]
}

extension JSONWriter {
    mutating func execution(_ details: ExecutionDetails, job: JobDetails) {
        let execution = details.execution
        beginObject()
        field("id", execution.id)
        field("status", details.phase.scaleName)
        field("exe_num", execution.number)
        field("cluster_id", "drover-\(execution.jobID)-\(execution.number)")
        field("created", execution.claimed)
        field("queued", execution.queued)
        field("started", details.started)
        field("ended", execution.ended)
        key("job")
        beginObject()
        field("id", execution.jobID)
        endObject()
        key("node")
        node(details.node)
        key("error")
        error(details.error)
        key("job_type")
        jobTypeOfJob(job.definition)
        field("timeout", job.job.timeoutSeconds)
        field("input_file_size", Double(job.job.inputBytes) / 1_048_576)
        key("task_results")
        taskResults(details)
        fieldRaw("configuration", job.job.configuration ?? job.definition.configuration)
        fieldRaw("output", details.phase == .completed ? job.job.output : nil)
        field("last_modified", execution.ended ?? details.started ?? execution.claimed)
        endObject()
    }

    /// Drover runs one task, the job itself; Scale's clients read its times and exit code here.
    private mutating func taskResults(_ details: ExecutionDetails) {
        guard let started = details.started else { return null() }
        beginObject()
        key("tasks")
        beginArray()
        beginObject()
        field("task_id", "drover-\(details.execution.id)")
        field("type", "main")
        field("was_launched", true)
        field("started", started)
        field("ended", details.execution.ended)
        field("exit_code", details.execution.exitCode)
        endObject()
        endArray()
        endObject()
    }

    mutating func filesByName(_ inputs: [(input: String, files: [StoredFile])], base: String) {
        beginObject()
        for (input, files) in inputs {
            key(input)
            beginArray()
            for file in files { self.file(file, base: base) }
            endArray()
        }
        endObject()
    }
}
