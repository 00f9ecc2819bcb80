import BlobStore
import JobModel
import Storage

extension JobEngine {
    /// How many jobs one unit of work removes; between them other writes get their turn.
    private static let removalBatch: Int64 = 200
    /// Content younger than this stays: the row that refers to it may not be written yet.
    private static let blobAgeLimit: Int64 = 3_600

    /// Removes what is past its time: finished jobs, idempotency keys, and content that nothing refers to any more.
    package func removeOutdated() async throws {
        if let keep = settings.keepFinished {
            while try await removeFinishedJobs(olderThan: clock.now() - keep) == Int(Self.removalBatch) {}
        }
        try await removeIdempotencyKeys(olderThan: clock.now() - settings.keepIdempotencyKeys)
        try await removeOutdatedStatistics()
        _ = try await blobs.removeUnreferenced(
            isReferenced: { digests in try await self.referenced(digests) }, olderThan: Self.blobAgeLimit
        )
    }

    /// Removes a batch of jobs that were over before `moment`, with their executions, logs and outputs. A job that is not
    /// over is never touched, whatever its age; a child job goes with its meta-job.
    /// - Returns: how many there were.
    func removeFinishedJobs(olderThan moment: Timestamp) async throws -> Int {
        try await write { unit in
            var removed = 0
            for phase in [JobPhase.completed, .failed, .canceled] {
                let jobs = try unit.connection.all(
                    """
                    SELECT \(JobRow.columns) FROM jobs WHERE phase = $1 AND last_modified < $2 AND parent_id IS NULL
                    AND (lease_token IS NULL OR lease_expires IS NULL) ORDER BY last_modified LIMIT $3
                    """,
                    [.integer(phase.rawValue), .time(moment), .integer(Self.removalBatch - Int64(removed))]
                ) { try JobRow($0) }
                for job in jobs { try unit.removeTree(job) }
                removed += jobs.count
            }
            return removed
        }
    }

    private func removeIdempotencyKeys(olderThan moment: Timestamp) async throws {
        try await write { unit in
            try unit.connection.execute("DELETE FROM idempotency_keys WHERE created < $1", [.time(moment)])
        }
    }

    /// Removes counters that have come down to zero, and samples of the load that nobody can ask for any more.
    private func removeOutdatedStatistics() async throws {
        try await write { unit in
            try unit.connection.execute("DELETE FROM job_windows WHERE count = 0")
            // Those of jobs go with their jobs.
            try unit.connection.execute(
                "DELETE FROM job_events WHERE job_id = 0 AND created < $1", [.time(unit.now - LoadSample.longestRange)]
            )
            try unit.connection.execute(
                "DELETE FROM load_samples WHERE time < $1", [.time(unit.now - LoadSample.longestRange)]
            )
        }
    }

    /// Which of the given digests a file that is not deleted has.
    private func referenced(_ digests: [String]) async throws -> Set<String> {
        try await read { connection in
            var found: Set<String> = []
            for digest in digests {
                let isUsed = try connection.integer(
                    "SELECT 1 FROM files WHERE digest = $1 AND deleted IS NULL AND workspace_id IS NULL LIMIT 1",
                    [.text(digest)]
                ) != nil
                if isUsed { found.insert(digest) }
            }
            return found
        }
    }
}

extension UnitOfWork {
    /// Removes a job, and first the children of a meta-job.
    func removeTree(_ job: JobRow) throws {
        if job.ufdlKind == .meta {
            for child in try connection.children(of: job.id) { try removeTree(child) }
        }
        try remove(job)
    }

    private func remove(_ job: JobRow) throws {
        let id = SQLValue.integer(job.id)
        try connection.execute(
            "DELETE FROM log_chunks WHERE execution_id IN (SELECT id FROM executions WHERE job_id = $1)", [id]
        )
        try connection.execute("DELETE FROM executions WHERE job_id = $1", [id])
        try connection.execute("DELETE FROM job_input_files WHERE job_id = $1", [id])
        try connection.execute("DELETE FROM job_secrets WHERE job_id = $1", [id])
        try connection.execute("UPDATE files SET deleted = $1 WHERE job_id = $2 AND deleted IS NULL", [.time(now), id])
        for table in ["ufdl_jobs", "job_outputs", "job_events"] {
            try connection.execute("DELETE FROM \(table) WHERE job_id = $1", [id])
        }
        try connection.execute(
            "UPDATE nodes SET current_job_id = NULL WHERE id = $1 AND current_job_id = $2",
            [.integer(job.state.node), id]
        )
        try connection.execute("DELETE FROM jobs WHERE id = $1", [id])
        count(job.definitionID, from: job.state, to: nil)
    }
}
