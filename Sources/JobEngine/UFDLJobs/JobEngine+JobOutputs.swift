import BlobStore
import JSONSupport
import JobModel
import NIOCore
import Storage

/// Why an output cannot be added or found (ufdl.md §8). The dialect has the words.
package enum OutputRefusal: Error, Sendable, Hashable {
    case notStarted
    case jobFinished
    case nameTaken(name: String, type: String)
    case noSuchOutput(name: String, type: String)
}

extension JobEngine {
    /// The longest name and type of an output, in characters.
    package static let maximumOutputName = 200

    /// Stores an output of a job. The row is there once the bytes are durable; after any failure there is neither.
    /// - Parameters:
    ///   - node: the node that sends it; nil for staff, who may add to any job.
    ///   - body: the content; an empty one is stored as empty.
    /// - Throws: `EngineError`, `OutputRefusal`, `BlobError`, or what `body` throws.
    package func addOutput<Body: AsyncSequence & Sendable>(
        toJob id: Int64, name: String, type: String, creator: Int64?, node: UFDLNode?, body: Body
    ) async throws -> JobOutput where Body.Element == ByteBuffer {
        for (field, text) in [("name", name), ("type", type)] where text.count > Self.maximumOutputName {
            throw EngineError.invalid(field, "Output \(field)s may have \(Self.maximumOutputName) characters at the most.")
        }
        _ = try await read { try $0.requireRoom(forOutput: name, type, ofJob: id, node: node) }
        let blob = try await blobs.receive(body, maximumBytes: settings.maximumFileBytes)
        return try await write { unit in
            // The job may have moved on while the bytes came.
            let job = try unit.connection.requireRoom(forOutput: name, type, ofJob: id, node: node)
            let isPlain = (try? FileRules.checkName(name)) != nil
            let file = try unit.insert(FileToInsert(
                name: isPlain ? name : "output", mediaType: "application/octet-stream", blob: blob, job: job,
                executionID: job.state.lease?.token, outputName: name, creator: creator
            ))
            let output = try unit.insertOutput(ofJob: id, name: name, type: type, file: file.id, creator: creator)
            unit.raise(.job(id))
            return output
        }
    }

    /// - Throws: `EngineError.Code.notFound` for a missing job, `OutputRefusal.noSuchOutput`.
    package func output(ofJob id: Int64, name: String, type: String) async throws -> JobOutput {
        try await read { connection in
            guard try connection.job(id) != nil else { throw EngineError.notFound("job", id) }
            guard let output = try connection.output(ofJob: id, name: name, type: type) else {
                throw OutputRefusal.noSuchOutput(name: name, type: type)
            }
            return output
        }
    }

    /// - Throws: `EngineError.Code.notFound`.
    package func output(_ id: Int64) async throws -> JobOutput {
        try await read { try $0.requireOutput(id) }
    }

    package func outputs(_ query: RowQuery) async throws -> [JobOutput] {
        var compiler = QueryCompiler(schema: .jobOutputs)
        var parts = [try compiler.condition(query)]
        if !query.includesInactive { parts.append("o.deleted IS NULL") }
        let condition = parts.filter { !$0.isEmpty }.joined(separator: " AND ")
        let order = try compiler.order(query, key: "o.id")
        let arguments = compiler.arguments
        return try await read { connection in
            try connection.all(
                "SELECT \(JobOutput.columns) FROM job_outputs o \(condition.isEmpty ? "" : "WHERE \(condition)") \(order)",
                arguments, JobOutput.init
            )
        }
    }

    /// The file behind an output, also of one that was soft-deleted.
    package func file(of output: JobOutput) async throws -> StoredFile {
        try await read { connection in
            guard let file = try connection.file(output.fileID) else { throw EngineError.notFound("file", output.fileID) }
            return file
        }
    }

    /// Marks an output as deleted; one that is deleted already stays as it is.
    package func deleteOutput(_ id: Int64) async throws -> JobOutput {
        try await setDeletion(ofOutput: id, to: { $0 })
    }

    /// Takes the deletion back.
    /// - Throws: `OutputRefusal.nameTaken` when another output has the name and type by now.
    package func reinstateOutput(_ id: Int64) async throws -> JobOutput {
        try await setDeletion(ofOutput: id, to: { _ in nil })
    }

    /// Removes an output for good; its content goes when nothing refers to it any more.
    package func removeOutput(_ id: Int64) async throws -> JobOutput {
        try await write { unit in
            let output = try unit.connection.requireOutput(id)
            try unit.connection.execute("DELETE FROM job_outputs WHERE id = $1", [.integer(id)])
            try unit.connection.execute(
                "UPDATE files SET deleted = $1 WHERE id = $2 AND deleted IS NULL", [.time(unit.now), .integer(output.fileID)]
            )
            return output
        }
    }

    private func setDeletion(
        ofOutput id: Int64, to time: @escaping @Sendable (Timestamp) -> Timestamp?
    ) async throws -> JobOutput {
        try await write { unit in
            let output = try unit.connection.requireOutput(id)
            let deleted = time(unit.now)
            guard (output.deleted == nil) != (deleted == nil) else { return output }
            if deleted == nil,
                try unit.connection.output(ofJob: output.jobID, name: output.name, type: output.type)?.deleted == nil {
                throw OutputRefusal.nameTaken(name: output.name, type: output.type)
            }
            try unit.connection.execute(
                "UPDATE job_outputs SET deleted = $1 WHERE id = $2", [.time(deleted), .integer(id)]
            )
            return try unit.connection.requireOutput(id)
        }
    }
}

extension SQLConnection {
    /// - Returns: the job that the output may be added to.
    @discardableResult
    fileprivate func requireRoom(
        forOutput name: String, _ type: String, ofJob id: Int64, node: UFDLNode?
    ) throws -> JobRow {
        guard let job = try job(id) else { throw EngineError.notFound("job", id) }
        if let node, job.state.node != node.id { throw EngineError.notPermitted }
        guard !job.state.phase.isBeforeStart else { throw OutputRefusal.notStarted }
        guard job.state.phase != .completed else { throw OutputRefusal.jobFinished }
        if let known = try output(ofJob: id, name: name, type: type), known.deleted == nil {
            throw OutputRefusal.nameTaken(name: name, type: type)
        }
        return job
    }

    /// The outputs of a job in the form in which every dialect shows them: `{"files":{name:[ids]},"json":{}}`.
    func outputText(ofJob id: Int64) throws -> String {
        var files = JSONObject()
        for output in try outputs(where: "o.job_id = $1 AND o.deleted IS NULL", [.integer(id)]) {
            files[output.name] = .array((files[output.name]?.arrayValue ?? []) + [.int(output.fileID)])
        }
        return JSON.object(["files": .object(files), "json": [:]]).compactText
    }
}
