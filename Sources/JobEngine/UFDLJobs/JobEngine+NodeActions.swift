import JobModel
import Storage

/// What nodes of UFDL do with jobs (ufdl.md §7.2). Who may do it is decided in the same unit of work as the deed, so of
/// any number of nodes that race for a job exactly one wins.
extension JobEngine {
    /// Reserves a job for a node.
    /// - Throws: `EngineError`: not found, or forbidden for a meta-job; `NodeRefusal`.
    package func acquireJob(_ id: Int64, node: UFDLNode) async throws -> UFDLJob {
        let lease = settings.nodeLease
        return try await changeJob(id, .acquire) { unit, job in
            guard job.ufdlKind != .meta else { throw EngineError.notPermitted }
            let expires = lease.map { unit.now + $0 }
            try unit.apply(.acquire(node: node.id, expires: expires), to: &job)
        }
    }

    /// Gives a reservation up.
    package func releaseJob(_ id: Int64, node: UFDLNode) async throws -> UFDLJob {
        try await changeJob(id, .release) { unit, job in
            let current = try unit.connection.requireInterest(of: node, in: job)
            guard current != job.id else { throw NodeRefusal(job, .release, .isCurrentJob) }
            try unit.apply(.release(by: .node(node.id)), to: &job)
        }
    }

    /// Begins to work on a job; a node works on one at a time.
    package func startJob(_ id: Int64, node: UFDLNode) async throws -> UFDLJob {
        try await changeJob(id, .start) { unit, job in
            try unit.connection.requireHolder(node, of: job)
            guard try unit.connection.currentJob(of: node.id) == nil else {
                throw NodeRefusal(job, .start, .otherJobInProgress)
            }
            try unit.apply(.start(by: .node(node.id)), to: &job)
            try unit.connection.setCurrentJob(job.id, of: node.id)
        }
    }

    /// - Parameters:
    ///   - fraction: from 0 to 1.
    ///   - data: a JSON object for those who watch.
    package func progressJob(_ id: Int64, node: UFDLNode, fraction: Double, data: String?) async throws -> UFDLJob {
        try await changeJob(id, .progress) { unit, job in
            try unit.connection.requireHolder(node, of: job)
            // The phase is looked at first, so that a job that was cancelled says so.
            try job.requirePhase(.running, for: .progress)
            guard try unit.connection.currentJob(of: node.id) == job.id else {
                throw NodeRefusal(job, .progress, .notCurrentJob)
            }
            try unit.advance(&job, by: .node(node.id), to: fraction, data: data)
        }
    }

    /// Ends the work of a node on a job. A node that the job was taken from is set free, and so is one whose job was
    /// cancelled; the job does not change then.
    /// - Parameter error: why it failed; nil when it did not.
    package func finishJob(_ id: Int64, node: UFDLNode, error: String?) async throws -> UFDLJob {
        try await changeJob(id, .finish) { unit, job in
            let current = try unit.connection.requireInterest(of: node, in: job)
            if current == job.id { try unit.connection.setCurrentJob(nil, of: node.id) }
            guard job.state.node == node.id else { return }
            guard current == job.id || job.state.phase == .canceled else {
                throw NodeRefusal(job, .finish, .notCurrentJob)
            }
            let result = try unit.result(ofError: error)
            let output = error == nil ? try unit.connection.outputText(ofJob: job.id) : nil
            try unit.apply(
                .finish(by: .node(node.id), result: result), to: &job, report: ExecutionReport(output: output)
            )
        }
    }

    /// Brings an errored job back to its beginning; the node keeps it.
    package func resetJob(_ id: Int64, node: UFDLNode) async throws -> UFDLJob {
        try await changeJob(id, .reset) { unit, job in
            try unit.connection.requireHolder(node, of: job)
            try unit.apply(.reset(by: .node(node.id)), to: &job)
        }
    }

    /// Brings any unfinished job back to its beginning and takes it from its node.
    package func abortJob(_ id: Int64) async throws -> UFDLJob {
        try await changeJob(id, .abort) { unit, job in
            guard job.ufdlKind != .meta else { throw NodeRefusal(job, .abort, .illegalTransition) }
            try unit.apply(.abort, to: &job)
        }
    }

    /// Cancels a job, a meta-job with all its children; nothing happens to one that is over.
    package func cancelUFDLJob(_ id: Int64) async throws -> UFDLJob {
        try await changeJob(id, .cancel) { unit, job in
            guard job.parentID == nil else { throw NodeRefusal(job, .cancel, .isChildJob) }
            try unit.apply(.cancel, to: &job)
        }
    }

    /// Carries out one action and reads the job as it is then, in one unit of work.
    private func changeJob(
        _ id: Int64, _ transition: JobTransition, _ change: @escaping @Sendable (UnitOfWork, inout JobRow) throws -> Void
    ) async throws -> UFDLJob {
        try await write { unit in
            var job = try unit.requireJob(id)
            do {
                try change(unit, &job)
            } catch let refusal as TransitionRefusal {
                throw NodeRefusal(job, transition, refusal == .heldByAnother ? .alreadyAcquired : .illegalTransition)
            }
            return try unit.connection.requireUFDLJob(id)
        }
    }
}

extension EngineError {
    static let notPermitted = EngineError(.forbidden, "You do not have permission to perform this action.")
}

extension JobRow {
    func requirePhase(_ phase: JobPhase, for transition: JobTransition) throws {
        guard state.phase == phase else { throw NodeRefusal(self, transition, .illegalTransition) }
    }
}

extension JobEngine {
    /// - Throws: `EngineError`: not found, or forbidden unless the node holds the job.
    package func requireHolder(_ node: UFDLNode, ofJob id: Int64) async throws {
        try await read { connection in
            guard let job = try connection.job(id) else { throw EngineError.notFound("job", id) }
            try connection.requireHolder(node, of: job)
        }
    }

    /// - Throws: `EngineError`: not found, or forbidden unless the node holds the job or believes that it works on it.
    package func requireInterest(of node: UFDLNode, inJob id: Int64) async throws {
        try await read { connection in
            guard let job = try connection.job(id) else { throw EngineError.notFound("job", id) }
            _ = try connection.requireInterest(of: node, in: job)
        }
    }
}

extension UnitOfWork {
    fileprivate func result(ofError error: String?) throws -> ExecutionResult {
        guard let error else { return .succeeded }
        let unknown = try connection.builtinError(BuiltinError.unmappedExitCode)
        return .failed(unknown.report(message: error))
    }
}

extension SQLConnection {
    /// - Throws: `EngineError.Code.forbidden` unless the node holds the job.
    fileprivate func requireHolder(_ node: UFDLNode, of job: JobRow) throws {
        guard job.state.node == node.id, job.ufdlKind != .meta else { throw EngineError.notPermitted }
    }

    /// - Returns: the job that the node works on.
    /// - Throws: `EngineError.Code.forbidden` unless the node holds the job or believes that it works on it.
    fileprivate func requireInterest(of node: UFDLNode, in job: JobRow) throws -> Int64? {
        let current = try currentJob(of: node.id)
        guard job.state.node == node.id || current == job.id, job.ufdlKind != .meta else {
            throw EngineError.notPermitted
        }
        return current
    }

    func currentJob(of node: Int64) throws -> Int64? {
        try first("SELECT current_job_id FROM nodes WHERE id = $1", [.integer(node)]) { $0.optionalInt(0) } ?? nil
    }

    fileprivate func setCurrentJob(_ job: Int64?, of node: Int64) throws {
        try execute("UPDATE nodes SET current_job_id = $1 WHERE id = $2", [.integer(job), .integer(node)])
    }
}
