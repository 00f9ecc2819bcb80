import JSONSupport
import JobModel
import SeedManifest
import Storage
import Telemetry

extension JobEngine {
    /// Hands out queued jobs that fit, most urgent first, waiting for some when there are none.
    ///
    /// Paused types and types at their limit are passed over; so is a job that does not
    /// fit what is free on the node, or fits another one better that waits for work.
    /// - Returns: at most `maximum` executions; none when the wait is over.
    package func claim(_ request: ClaimRequest) async throws -> [ClaimedExecution] {
        guard (1...Self.maximumBatch).contains(request.maximum) else {
            throw EngineError.invalid("max", "max must be between 1 and \(Self.maximumBatch).")
        }
        defer { if rooms.leave(request.node) { signals.raise([.work]) } }
        let claimed = try await signals.firstResult(after: .work, within: request.wait) {
            let claimed = try await self.claimNow(request)
            return claimed.isEmpty ? nil : claimed
        }
        return claimed ?? []
    }

    private func claimNow(_ request: ClaimRequest) async throws -> [ClaimedExecution] {
        let start = ContinuousClock.now
        defer { telemetry.claimSeconds.observe(ContinuousClock.now - start) }
        let lease = settings.leaseDuration
        let claims = try await write { [revisions, rooms] unit in
            let node = try unit.connection.requireNode(
                request.node, owner: request.owner, incarnation: request.incarnation
            )
            guard node.isActive, !node.isPaused else {
                rooms.remove(node.id)
                return [Claim]()
            }
            try unit.flushCounts()
            var pass = try SchedulingPass(unit: unit, node: node, free: request.free, rooms: rooms)
            var claims: [Claim] = []
            while claims.count < request.maximum, var job = try pass.next() {
                try unit.acquire(
                    &job, for: node.id, until: unit.now + lease, startsAtOnce: request.startsAtOnce
                )
                claims.append(try Claim(job: job, unit: unit, revisions: revisions))
            }
            rooms.settle(node.id, free: pass.free, isWaiting: claims.isEmpty && request.wait > .zero)
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
