import JobModel
import Storage

/// What staff do with the record of a job, whatever its phase (seed 002).
extension JobEngine {
    /// Changes what a job is said to be for; nil leaves it.
    package func describeJob(_ id: Int64, _ description: String?) async throws -> UFDLJob {
        try await write { unit in
            _ = try unit.requireJob(id)
            if let description {
                try unit.connection.execute(
                    "UPDATE jobs SET description = $1, last_modified = $2 WHERE id = $3",
                    [.text(description), .time(unit.now), .integer(id)]
                )
            }
            return try unit.connection.requireUFDLJob(id)
        }
    }

    /// Marks a job as deleted, which hides it from UFDL's lists and changes nothing else; again it changes nothing.
    package func hideJob(_ id: Int64) async throws {
        try await write { unit in
            _ = try unit.requireJob(id)
            try unit.connection.execute(
                "UPDATE jobs SET deleted = COALESCE(deleted, $1) WHERE id = $2", [.time(unit.now), .integer(id)]
            )
        }
    }

    /// Takes the deletion back.
    package func reinstateJob(_ id: Int64) async throws -> UFDLJob {
        try await write { unit in
            _ = try unit.requireJob(id)
            try unit.connection.execute("UPDATE jobs SET deleted = NULL WHERE id = $1", [.integer(id)])
            return try unit.connection.requireUFDLJob(id)
        }
    }

    /// Removes a job for good, with its executions, logs and outputs.
    /// - Returns: the job as it was.
    /// - Throws: `EngineError.Code.conflict` while a node holds it, or for a part of a meta-job.
    package func removeJob(_ id: Int64) async throws -> UFDLJob {
        try await write { unit in
            let view = try unit.connection.requireUFDLJob(id)
            guard !view.job.state.isActive else {
                throw EngineError(.conflict, "Job \(id) is held by a node; cancel or abort it first.")
            }
            guard view.job.parentID == nil else {
                throw EngineError(.conflict, "Job \(id) is a child job; delete its meta-job.")
            }
            try unit.removeTree(view.job)
            return view
        }
    }
}
