import JSONSupport
import JobModel
import SeedManifest
import Storage

extension JobEngine {
    /// Hands out queued jobs that fit, most urgent first, waiting for some when there are none.
    ///
    /// Paused types and types at their limit are passed over; so is a job that does not fit what is free on the node.
    /// - Returns: at most `maximum` executions; none when the wait is over.
    package func claim(_ request: ClaimRequest) async throws -> [ClaimedExecution] {
        guard (1...Self.maximumBatch).contains(request.maximum) else {
            throw EngineError.invalid("max", "max must be between 1 and \(Self.maximumBatch).")
        }
        let claimed = try await signals.firstResult(after: .work, within: request.wait) {
            let claimed = try await self.claimNow(request)
            return claimed.isEmpty ? nil : claimed
        }
        return claimed ?? []
    }

    private func claimNow(_ request: ClaimRequest) async throws -> [ClaimedExecution] {
        let lease = settings.leaseDuration
        let claims = try await write { [revisions] unit in
            let node = try unit.connection.requireNode(
                request.node, owner: request.owner, incarnation: request.incarnation
            )
            guard node.isActive, !node.isPaused else { return [Claim]() }
            try unit.flushCounts()
            var pass = try SchedulingPass(unit: unit, free: request.free)
            var claims: [Claim] = []
            while claims.count < request.maximum, var job = try pass.next() {
                try unit.apply(.acquire(node: node.id, expires: unit.now + lease), to: &job)
                if request.startsAtOnce, let token = job.state.lease?.token {
                    try unit.apply(.start(by: .token(token)), to: &job)
                }
                claims.append(try Claim(job: job, unit: unit, revisions: revisions))
            }
            return claims
        }
        return try claims.map { try $0.opened(with: vault) }
    }
}

/// What the writer gathers about one claim; secrets are opened afterwards, off the writer's thread.
private struct Claim: Sendable {
    let job: JobRow
    let revision: Revision
    let typeConfiguration: String
    let typeSecrets: [DefinitionSecret]
    let jobSecrets: [DefinitionSecret]

    init(job: JobRow, unit: UnitOfWork, revisions: RevisionCache) throws {
        self.job = job
        revision = try revisions.revision(job.revisionID, on: unit.connection)
        let connection = unit.connection
        typeConfiguration = try job.configuration ?? connection.configuration(ofDefinition: job.definitionID)
        typeSecrets = revision.hasSecretSettings ? try connection.secrets(ofDefinition: job.definitionID) : []
        jobSecrets = revision.hasSecretSettings && job.configuration != nil ? try connection.secrets(ofJob: job.id) : []
    }

    func opened(with vault: SecretVault) throws -> ClaimedExecution {
        ClaimedExecution(
            token: job.state.lease?.token ?? 0,
            job: job,
            revision: revision,
            configuration: try typeSecrets.isEmpty && jobSecrets.isEmpty
                ? typeConfiguration : DefinitionSecret.merge(openedSecrets(vault), into: typeConfiguration)
        )
    }

    /// The type's, then the job's own, which count for more.
    private func openedSecrets(_ vault: SecretVault) throws -> [(name: String, text: String)] {
        try typeSecrets.map { secret in
            let context = DefinitionSecret.context(definition: job.definitionID, name: secret.name)
            return (secret.name, try vault.open(secret.sealed, context: context))
        } + jobSecrets.map { secret in
            (secret.name, try vault.open(secret.sealed, context: DefinitionSecret.context(job: job.id, name: secret.name)))
        }
    }
}
