import JSONSupport
import JobModel
import SeedManifest
import Storage

extension JobEngine {
    /// Makes jobs and queues them, all or none.
    /// - Returns: the jobs in the order of the submissions. A repeated key is answered with those of its first use.
    /// - Throws: `EngineError`: what is wrong with which input, and in a bulk submit at which place.
    package func submit(
        _ submissions: [Submission], creator: Int64?, idempotencyKey: IdempotencyKey? = nil
    ) async throws -> SubmittedJobs {
        guard (1...Self.maximumBatch).contains(submissions.count) else {
            throw EngineError.invalid("jobs", "A submit takes 1 to \(Self.maximumBatch) jobs.")
        }
        return try await write { [submissionTypes, revisions, vault] unit in
            if let idempotencyKey, let known = try unit.jobs(under: idempotencyKey, of: creator) {
                return SubmittedJobs(ids: known, isRepetition: true, single: nil)
            }
            let made = try submissions.enumerated().map { index, submission in
                do {
                    let type = try submissionTypes.type(submission.definition, unit.connection, revisions)
                    return try unit.insert(submission, of: type, creator: creator, vault: vault)
                } catch let error as EngineError where submissions.count > 1 {
                    throw EngineError(error.code, "jobs[\(index)]: \(error.message)", field: error.field)
                }
            }
            let ids = made.map(\.job.id)
            if let idempotencyKey { try unit.remember(idempotencyKey, of: creator, jobs: ids) }
            unit.raise(.work)
            return SubmittedJobs(ids: ids, isRepetition: false, single: made.count == 1 ? made.first : nil)
        }
    }
}

extension UnitOfWork {
    fileprivate func insert(
        _ submission: Submission, of type: SubmissionType, creator: Int64?, vault: SecretVault
    ) throws -> JobDetails {
        let manifest = type.revision.manifest
        let input: JobInput
        do {
            input = try submission.input.validated(against: manifest)
        } catch {
            throw EngineError.invalid(error.field, error.message)
        }
        let bytes = try requireInputFiles(of: input, manifest: manifest)
        let split = try overridden(submission.configuration, manifest: manifest)?.separatingSecrets(of: manifest)
        let configuration = split?.configuration
        let priority = submission.priority ?? configuration?.priority ?? type.priority
        guard priority >= 1 else { throw EngineError.invalid("priority", "priority must be at least 1.") }

        var state = JobState(
            maximumAttempts: type.definition.maxTries, isLongRunning: type.definition.isLongRunning,
            priority: priority, now: now
        )
        state = try JobLifeCycle.apply(.enqueue, to: state, now: now).state
        let job = try connection.insertJob(
            JobToInsert(
                definitionID: type.definition.id, revisionID: type.revision.id, state: state,
                timeout: type.definition.isLongRunning ? nil : manifest.timeout,
                resources: ResourceAmounts(manifest.resources(inputBytes: bytes)), inputBytes: bytes,
                input: input.json.compactText, configuration: configuration?.json.compactText,
                description: submission.description, creatorID: creator
            ),
            now: now
        )
        if let secrets = split?.secrets { try connection.addSecrets(secrets, toJob: job.id, vault: vault) }
        for file in Set(input.files.values.joined()) {
            try connection.execute(
                "INSERT INTO job_input_files (job_id, file_id) VALUES ($1, $2)", [.integer(job.id), .integer(file)]
            )
        }
        count(type.definition.id, from: nil, to: state)
        try recordSubmission(of: job)
        return JobDetails(job: job, definition: type.definition, revision: type.revision, node: nil, error: nil)
    }

    private func overridden(_ json: JSON?, manifest: SeedManifest) throws -> JobConfiguration? {
        guard let json else { return nil }
        return try checkedConfiguration(json, manifest: manifest).configuration
    }

    /// - Returns: the size of all input files together, in bytes.
    private func requireInputFiles(of input: JobInput, manifest: SeedManifest) throws -> Int64 {
        var bytes: Int64 = 0
        for (name, ids) in input.files.sorted(by: { $0.key < $1.key }) {
            for id in ids {
                let file = try connection.first(
                    "SELECT size, media_type, deleted FROM files WHERE id = $1", [.integer(id)]
                ) { (size: $0.int(0), mediaType: $0.text(1), isDeleted: !$0.isNull(2)) }
                guard let file, !file.isDeleted else {
                    throw EngineError.invalid(name, "Invalid job data: Parameter '\(name)': there is no file \(id)")
                }
                guard manifest.inputFile(named: name)?.acceptsMediaType(file.mediaType) ?? true else {
                    let accepted = manifest.inputFile(named: name)?.mediaTypes.joined(separator: ", ") ?? ""
                    throw EngineError.invalid(
                        name,
                        "Invalid job data: Parameter '\(name)': file \(id) is \(file.mediaType), accepted are \(accepted)"
                    )
                }
                bytes += file.size
            }
        }
        return bytes
    }
}

/// The columns of a job that is about to be stored.
struct JobToInsert {
    let definitionID: Int64
    let revisionID: Int64
    let state: JobState
    let timeout: Int64?
    let resources: ResourceAmounts
    let inputBytes: Int64
    let input: String
    let configuration: String?
    let description: String?
    let creatorID: Int64?
    var ufdlKind = UFDLJobKind.none
    var parentID: Int64?
}

extension SQLConnection {
    func insertJob(_ job: JobToInsert, now: Timestamp) throws -> JobRow {
        let resources = StoredResources.values(job.resources)
        let id = try first(
            """
            INSERT INTO jobs (definition_id, revision_id, phase, priority, attempt, max_attempts, is_long_running, \
            timeout_seconds, cpus, mem, disk, gpus, other_resources, input_bytes, input, configuration, description, \
            creator_id, created, queued, last_status_change, last_modified, ufdl_kind, parent_id) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, \
            $23, $24) \
            RETURNING id
            """,
            [
                .integer(job.definitionID), .integer(job.revisionID), .integer(job.state.phase.rawValue),
                .integer(job.state.priority), .integer(job.state.attempt), .integer(job.state.maximumAttempts),
                .bool(job.state.isLongRunning), .integer(job.timeout),
            ] + resources + [
                .integer(job.inputBytes), .text(job.input), .text(job.configuration), .text(job.description),
                .integer(job.creatorID), .time(now), .time(job.state.queued), .time(now), .time(now),
                .integer(job.ufdlKind.rawValue), .integer(job.parentID),
            ]
        ) { $0.int(0) }
        guard let id else { throw StorageError(.other, "the database gave the job no id") }
        return JobRow(id: id, job, now: now)
    }
}
