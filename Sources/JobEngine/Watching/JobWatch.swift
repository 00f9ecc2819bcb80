import JobModel
import Storage

/// What a newcomer who wants to watch a job has to know, read in one snapshot.
package struct JobWatch: Sendable {
    package let job: UFDLJob
    /// The transitions that watchers are told of; nil for all.
    package let watched: Set<JobTransition>?
    /// The sequence number of the last transition; 0 before the first.
    package let sequence: Int64
}

extension JobEngine {
    /// - Throws: `EngineError.Code.notFound`.
    package func watch(_ id: Int64) async throws -> JobWatch {
        try await read { connection in
            let job = try connection.requireUFDLJob(id)
            let actions = try connection.first("SELECT actions FROM ufdl_jobs WHERE job_id = $1", [.integer(id)]) {
                $0.optionalText(0)
            } ?? nil
            let sequence = try connection.integer(
                "SELECT COALESCE(MAX(sequence), 0) FROM job_events WHERE job_id = $1", [.integer(id)]
            )
            return JobWatch(
                job: job, watched: try actions.flatMap { try NotificationActions(stored: $0).watched },
                sequence: sequence ?? 0
            )
        }
    }
}
