import BlobStore
import JobModel
import NIOCore
import SeedManifest
import Storage

extension JobEngine {
    /// Stores an upload. The row is there once the bytes are durable; after any failure there is neither.
    /// - Throws: `EngineError` naming the field and the rule, `BlobError`.
    package func storeFile<Body: AsyncSequence & Sendable>(
        _ new: NewFile, body: Body
    ) async throws -> StoredFile where Body.Element == ByteBuffer {
        try FileRules.checkName(new.name)
        if let mediaType = new.mediaType { try FileRules.checkMediaType(mediaType) }
        let place = try await place(inWorkspace: new.workspace) { "\(RandomID.uuid())/\(new.name)" }
        let blob = try await receive(body, to: place)
        return try await write { unit in
            try unit.insert(FileToInsert(
                name: new.name, mediaType: new.mediaType ?? FileRules.mediaType(of: new.name), blob: blob,
                workspaceID: place?.workspace.id, path: place?.path ?? "", creator: new.creator
            ))
        }
    }

    /// Stores an output of a running execution.
    /// - Throws: `EngineError.Code.conflict` when the lease has moved on, before or after the bytes have come.
    package func storeOutput<Body: AsyncSequence & Sendable>(
        ofExecution token: Int64, owner: Int64, output: String, name: String, mediaType: String?, body: Body
    ) async throws -> StoredFile where Body.Element == ByteBuffer {
        try FileRules.checkName(name)
        if let mediaType { try FileRules.checkMediaType(mediaType) }
        let target = try await read { [revisions] connection in
            let job = try connection.requireHolder(of: token, owner: owner)
            return OutputTarget(
                revision: try revisions.revision(job.revisionID, on: connection),
                configuration: try job.configuration ?? connection.configuration(ofDefinition: job.definitionID),
                namesakes: try connection.integer(
                    "SELECT COUNT(*) FROM files WHERE job_id = $1 AND execution_id = $2 AND name = $3",
                    [.integer(job.id), .integer(token), .text(name)]
                ) ?? 0
            )
        }
        guard let definition = target.revision.manifest.outputFiles.first(where: { $0.name == output }) else {
            throw EngineError.invalid("output", "The job type has no output file '\(output)'.")
        }
        let now = clock.now()
        let place = try await place(inWorkspace: target.workspace(ofOutput: output)) {
            target.path(execution: token, name: name, now: now)
        }
        let blob = try await receive(body, to: place)
        return try await write { unit in
            let job = try unit.connection.requireHolder(of: token, owner: owner)
            return try unit.insert(FileToInsert(
                name: name, mediaType: mediaType ?? definition.mediaType, blob: blob, workspaceID: place?.workspace.id,
                path: place?.path ?? "", job: job, executionID: token, outputName: output
            ))
        }
    }

    private func receive<Body: AsyncSequence & Sendable>(
        _ body: Body, to place: WorkspacePlace?
    ) async throws -> Blob where Body.Element == ByteBuffer {
        guard let place else { return try await blobs.receive(body, maximumBytes: settings.maximumFileBytes) }
        return try await blobs.receive(body, to: place.fullPath, maximumBytes: settings.maximumFileBytes)
    }

    /// One file.
    /// - Throws: `EngineError.Code.notFound`, also for a deleted one.
    package func file(_ id: Int64) async throws -> StoredFile {
        try await read { connection in
            guard let file = try connection.file(id), file.deleted == nil else { throw EngineError.notFound("file", id) }
            return file
        }
    }

    /// Opens the content of a file, or a part of it.
    package func openFile(_ file: StoredFile, range: Range<Int64>?) async throws -> BlobReader {
        guard let workspaceID = file.workspaceID else { return try await blobs.read(file.digest, range: range) }
        let workspace = try await read { try $0.workspace(workspaceID) }
        guard let workspace else { throw EngineError.notFound("workspace", workspaceID) }
        return try await blobs.read(path: WorkspacePlace(workspace: workspace, path: file.path).fullPath, range: range)
    }

    /// Hides a file; its content goes with the next sweep, unless another file has the same.
    package func deleteFile(_ id: Int64) async throws {
        try await write { unit in
            let changed = try unit.connection.execute(
                "UPDATE files SET deleted = $1, last_modified = $1 WHERE id = $2 AND deleted IS NULL",
                [.time(unit.now), .integer(id)]
            )
            guard changed == 1 else { throw EngineError.notFound("file", id) }
        }
    }
}

/// What decides where an output goes.
private struct OutputTarget: Sendable {
    let revision: Revision
    let configuration: String
    /// How many files of the execution have the name already: they came from other folders of the job's.
    let namesakes: Int64

    func workspace(ofOutput name: String) -> String? {
        let configuration = ConfiguredWorkspaces(configuration)
        let workspace = configuration.outputs[name] ?? configuration.fallback
        return workspace.isEmpty ? nil : workspace
    }

    /// `jobs/<name>/<version>/YYYY/mm/dd/job_exe_<id>/<file>` (scale.md §6.9), the second file of a name one folder deeper.
    func path(execution token: Int64, name: String, now: Timestamp) -> String {
        let folder = "jobs/\(revision.name)/\(revision.version)/\(UTCDay(now).path)/job_exe_\(token)"
        return namesakes == 0 ? "\(folder)/\(name)" : "\(folder)/\(namesakes + 1)/\(name)"
    }
}

extension SQLConnection {
    /// The job that an execution holds.
    /// - Throws: `EngineError`: not found, forbidden for another user's node, conflict when the lease has moved on.
    func requireHolder(of token: Int64, owner: Int64) throws -> JobRow {
        guard let job = try job(ofExecution: token) else { throw EngineError.notFound("execution", token) }
        guard job.state.lease?.token == token else {
            throw EngineError(.conflict, TransitionRefusal.notHeld.text, refusal: .notHeld)
        }
        let holder = try integer("SELECT user_id FROM nodes WHERE id = $1", [.integer(job.state.node)])
        guard holder == owner else {
            throw EngineError(.forbidden, "The execution belongs to a node of another user.")
        }
        return job
    }
}
