import JobModel
import Storage

/// What a bulk command did.
package struct BulkOutcome: Sendable, Hashable {
    package var changed = 0
    package var skipped = 0
}

extension JobEngine {
    /// How many jobs one group of a bulk command touches; between groups other writes get their turn.
    private static let bulkGroup = 200

    /// Cancels one job. Nothing happens to a job that is canceled already.
    /// - Throws: `EngineError.Code.conflict` for a completed job: its results stay.
    package func cancelJob(_ id: Int64) async throws {
        try await write { unit in
            var job = try unit.requireJob(id)
            guard job.state.phase != .completed else {
                throw EngineError(.conflict, "Job \(id) is completed; it can no longer be canceled.")
            }
            if let parent = job.parentID {
                throw EngineError(.conflict, "Job \(id) is a part of job \(parent); cancel that one.")
            }
            try unit.apply(.cancel, to: &job)
        }
    }

    /// Queues a failed or canceled job again with a fresh allowance of tries (scale.md §6.2).
    /// - Throws: `EngineError.Code.conflict` for a job in another phase.
    package func requeueJob(_ id: Int64, priority: Int64? = nil) async throws {
        try await write { unit in
            var job = try unit.requireJob(id)
            do {
                try unit.requeue(&job, priority: priority)
            } catch let refusal as TransitionRefusal {
                throw EngineError(
                    .conflict, "Job \(id) is \(job.state.phase.name); only a failed or canceled job can be requeued.",
                    refusal: refusal
                )
            }
        }
    }

    /// Cancels every job that matches and is not over; the parts of a meta-job go with it.
    package func cancelJobs(matching filter: JobFilter) async throws -> BulkOutcome {
        try await forEachJob(matching: filter.limited(to: [.pending, .blocked, .queued, .running, .failed])) { unit, job in
            try job.parentID == nil && unit.apply(.cancel, to: &job)
        }
    }

    /// Requeues every matching job that failed or was canceled.
    package func requeueJobs(matching filter: JobFilter, priority: Int64?) async throws -> BulkOutcome {
        if let priority, priority < 1 {
            throw EngineError.invalid("priority", "priority must be at least 1.")
        }
        return try await forEachJob(matching: filter.limited(to: [.failed, .canceled])) { unit, job in
            try unit.requeue(&job, priority: priority)
            return true
        }
    }

    /// Walks over the matching jobs by id in groups, each group one unit of work. Jobs that a transition refuses are
    /// skipped, as Scale's clients expect of a bulk command; so are those that match no more when it is their turn.
    private func forEachJob(
        matching filter: JobFilter, _ change: @escaping @Sendable (UnitOfWork, inout JobRow) throws -> Bool
    ) async throws -> BulkOutcome {
        var outcome = BulkOutcome()
        guard !filter.matchesNothing else { return outcome }
        // All ids at once, eight bytes each: to look for the next group would be to sort all that is left, every time.
        let ids = try await read { try $0.jobIDs(matching: filter) }
        for start in stride(from: 0, to: ids.count, by: Self.bulkGroup) {
            var group = filter
            group.ids = Array(ids[start..<min(start + Self.bulkGroup, ids.count)])
            outcome.changed += try await write { [group] unit in
                try unit.countChanges(of: unit.connection.jobs(matching: group), by: change)
            }
        }
        outcome.skipped = ids.count - outcome.changed
        return outcome
    }
}

extension UnitOfWork {
    fileprivate func countChanges(
        of jobs: [JobRow], by change: (UnitOfWork, inout JobRow) throws -> Bool
    ) throws -> Int {
        try jobs.count(where: { job in
            var job = job
            do {
                return try change(self, &job)
            } catch is TransitionRefusal {
                return false
            }
        })
    }

    fileprivate func requeue(_ job: inout JobRow, priority: Int64?) throws {
        guard job.ufdlKind != .meta else { return try recoverChildren(of: job) }
        let definition = try connection.definition(job.definitionID)
        try apply(
            .requeue(additionalAttempts: definition?.maxTries ?? 3, priority: priority), to: &job
        )
    }
}

extension SQLConnection {
    fileprivate func jobIDs(matching filter: JobFilter) throws -> [Int64] {
        let condition = JobCondition(filter)
        return try all("SELECT id FROM jobs \(condition.clause) ORDER BY id", condition.arguments) { $0.int(0) }
    }

    fileprivate func jobs(matching filter: JobFilter) throws -> [JobRow] {
        let condition = JobCondition(filter)
        return try all(
            "SELECT \(JobRow.columns) FROM jobs \(condition.clause) ORDER BY id", condition.arguments
        ) { try JobRow($0) }
    }
}

extension JobFilter {
    /// Only the given phases, of those that the filter allows already.
    fileprivate func limited(to phases: [JobPhase]) -> JobFilter {
        var filter = self
        filter.phases = self.phases.isEmpty ? phases : phases.filter { self.phases.contains($0) }
        filter.matchesNothing = matchesNothing || filter.phases.isEmpty
        return filter
    }
}
