import HTTPSupport
import JSONSupport
import JobEngine
import JobModel
import SeedManifest

/// Submitting, canceling and requeueing as the clients of 2015 do it (scale.md §5.8).
extension ScaleAPI {
    /// How many executions the page of a job shows.
    private static let shownExecutions: Int64 = 100

    func legacyQueueStatus(_ call: Call) async throws -> Response {
        let depths = try await engine.queueStatus(offset: 0, limit: .max).items.filter { $0.type.row.kind != .ufdl }
        return .json(capacity: 32 + 192 * depths.count) { writer in
            writer.beginObject()
            writer.key("queue_status")
            writer.beginArray()
            for depth in depths {
                writer.beginObject()
                writer.field("count", depth.count)
                writer.milliseconds("longest_queued", depth.longestQueued)
                writer.field("job_type_name", depth.type.row.name)
                writer.field("job_type_version", depth.type.row.version)
                writer.field("highest_priority", depth.highestPriority)
                writer.field("is_job_type_paused", depth.type.row.isPaused)
                writer.endObject()
            }
            writer.endArray()
            writer.endObject()
        }
    }

    func newLegacyJob(_ call: Call) async throws -> Response {
        let parameters = try await call.parameters()
        let type = try parameters.required("job_type_id", parameters.integer)
        let object = try parameters.object("job_data") ?? JSONObject()
        try parameters.checkFields(["job_type_id", "job_data"])
        let data = try LegacyJobData(object)
        let configuration = try await configuration(of: data, type: type)
        let submission = Submission(definition: .id(type), input: data.input, configuration: configuration)
        let made = try await engine.submit([submission], creator: call.principal?.userID)
        guard let id = made.ids.first else { throw LegacyErrors.notFound }
        let job = try await legacyJob(id)
        return .json(201, location: call.url("\(legacyPrefix(of: call))/jobs/\(id)/"), capacity: 8_192) {
            $0.legacyJob(job, base: call.baseURL)
        }
    }

    /// The configuration of a job whose outputs have workspaces of their own: the type's, but for them.
    private func configuration(of data: LegacyJobData, type id: Int64) async throws -> JSON? {
        guard !data.workspaces.isEmpty else { return nil }
        let type = try await engine.legacyType(id)
        let known = try await engine.workspaces()
        var configuration = try JobConfiguration.parse(JSON.parse(type.definition.configuration))
        for (output, id) in data.workspaces {
            guard let workspace = known.first(where: { $0.id == id }) else {
                throw LegacyJobData.refusal("output_data: '\(output)': there is no workspace \(id)")
            }
            configuration.outputWorkspaces[output] = workspace.name
        }
        return configuration.json
    }

    func requeueLegacyJob(_ call: Call) async throws -> Response {
        let parameters = try await call.parameters()
        try parameters.checkFields(["job_id"])
        let id = try parameters.required("job_id", parameters.integer)
        _ = try await legacyJob(id)
        do {
            try await engine.requeueJob(id)
        } catch let error as EngineError where error.code == .conflict {
            throw RequestError(409, "Job must be in the CANCELED or FAILED state for requeue")
        }
        return try await answer(try await legacyJob(id), 200, call)
    }

    func legacyJob(_ call: Call) async throws -> Response {
        try await answer(try await legacyJob(try call.legacyID()), 200, call)
    }

    func editLegacyJob(_ call: Call) async throws -> Response {
        let id = try call.legacyID()
        let parameters = try await call.parameters()
        let unexpected = parameters.bodyFields.filter { $0 != "status" }
        guard unexpected.isEmpty else {
            throw RequestError(400, "Fields do not allow updates: \(unexpected.sorted().joined(separator: ", "))")
        }
        guard try parameters.required("status", parameters.string) == "CANCELED" else {
            throw RequestError(400, "Invalid or read-only status. Allowed values: CANCELED")
        }
        _ = try await legacyJob(id)
        try await engine.cancelJob(id)
        return try await answer(try await legacyJob(id), 201, call)
    }

    private func answer(_ job: LegacyJob, _ status: Int, _ call: Call) async throws -> Response {
        .json(status, capacity: 8_192) { $0.legacyJob(job, base: call.baseURL) }
    }

    /// - Throws: `EngineError.Code.notFound` also for the jobs of UFDL's templates, which this dialect does not know.
    private func legacyJob(_ id: Int64) async throws -> LegacyJob {
        let view = try await engine.jobView(id)
        let type = try await engine.legacyType(view.details.definition.id)
        return LegacyJob(
            view: view, type: type, inputFiles: try await engine.inputFiles(ofJob: id).flatMap(\.files),
            executions: try await engine.executions(ofJob: id, offset: 0, limit: Self.shownExecutions).rows,
            data: LegacyJobData.json(
                of: view.details.job, typeConfiguration: view.details.definition.configuration,
                workspaces: try await engine.workspaces()
            )
        )
    }
}
