import JobModel
import Storage

/// A job with all that its own page shows, read in one snapshot.
package struct JobView: Sendable {
    package let details: JobDetails
    /// The newest execution, open or ended.
    package let execution: ExecutionDetails?
    /// The files of a completed job.
    package let outputFiles: [StoredFile]
    /// Why it does not run yet.
    package let waiting: [WaitingReason]

    init(details: JobDetails, execution: ExecutionDetails?, outputFiles: [StoredFile], waiting: [WaitingReason]) {
        self.details = details
        self.execution = execution
        self.outputFiles = outputFiles
        self.waiting = waiting
    }

    /// A job that has just been submitted. Why it waits is not looked into: that would cost more than the submit.
    package init(submitted details: JobDetails) {
        self.init(details: details, execution: nil, outputFiles: [], waiting: [])
    }
}

extension JobEngine {
    /// One job as its own page shows it.
    /// - Throws: `EngineError.Code.notFound`.
    package func jobView(_ id: Int64) async throws -> JobView {
        let heardSince = clock.now() - settings.leaseDuration * 2
        return try await read { [revisions] connection in
            var loader = JobDetailsLoader(connection: connection, revisions: revisions)
            let details = try loader.details(ofJob: id)
            let job = details.job
            return JobView(
                details: details,
                execution: try connection.latestExecution(of: job),
                outputFiles: job.output == nil ? [] : try connection.outputFiles(ofJob: id),
                waiting: try connection.waitingReasons(
                    of: job, type: details.definition, heardSince: heardSince
                )
            )
        }
    }
}
