import HTTPSupport
import JSONSupport
import JobEngine
import JobModel
import SeedManifest

/// Jobs as Scale's clients submit and watch them (scale.md §6.8).
extension ScaleAPI {
    private static let submitFields = ["job_type_id", "input", "configuration"]

    func addJobRoutes(to table: inout RouteTable) {
        table.on("\(root)/jobs/", [.get: jobs, .post: submit])
        table.on("\(root)/jobs/cancel/", options: RouteOptions(takesForms: false), [.post: cancel])
        table.on("\(root)/jobs/requeue/", options: RouteOptions(takesForms: false), [.post: requeue])
        table.on("\(root)/jobs/{id:int}/", [.get: job])
        table.on("\(root)/jobs/{id:int}/input_files/", [.get: inputFiles])
        table.on("\(root)/jobs/{id:int}/executions/", [.get: executions])
        table.on("\(root)/jobs/{id:int}/executions/{number:int}/", [.get: execution])
    }

    private func jobs(_ call: Call) async throws -> Response {
        let parameters = try await call.parameters()
        let filter = try JobFilter(listing: parameters)
        let order = try Self.order(call.query.all("order"))
        let page = try await call.page { offset, limit in
            let found = try await engine.jobs(matching: filter, order: order, offset: offset, limit: limit)
            return (found.jobs, found.count)
        }
        return call.answer(page) { writer, job in writer.jobInList(job) }
    }

    static let jobOrderFields = ["id", "created", "last_modified", "last_status_change"]

    /// The orders that an index serves; `created` is the order of the ids.
    private static func order(_ texts: [String]) throws(RequestError) -> JobOrder {
        guard let text = texts.last(where: { !$0.isEmpty }) else { return .lastModified(descending: false) }
        let isDescending = text.hasPrefix("-")
        switch isDescending ? String(text.dropFirst()) : text {
        case "last_modified", "last_status_change": return .lastModified(descending: isDescending)
        case "id", "created": return .id(descending: isDescending)
        case let field:
            throw RequestError(
                400, "\(field) is not a field to order by. Valid fields are: \(jobOrderFields.joined(separator: ", "))"
            )
        }
    }

    private func submit(_ call: Call) async throws -> Response {
        let parameters = try await call.parameters()
        let type = try parameters.required("job_type_id", parameters.integer)
        let input = try parameters.required("input", parameters.object)
        let configuration = try parameters.object("configuration")
        try parameters.checkFields(Self.submitFields)
        let submission = Submission(
            definition: .id(type),
            input: try Self.input(input),
            configuration: configuration.flatMap { $0.isEmpty ? nil : .object($0) }
        )
        let made = try await engine.submit([submission], creator: call.principal?.userID)
        guard let id = made.ids.first else { throw RequestError.notFound }
        let job = try await fullJob(id)
        return .json(201, location: call.url("\(root)/jobs/\(id)/"), capacity: 8_192) { $0.job(job, base: call.baseURL) }
    }

    private static func input(_ object: JSONObject) throws(RequestError) -> JobInput {
        do {
            return try JobInput.parse(.object(object))
        } catch {
            throw RequestError(400, error.message)
        }
    }

    private func job(_ call: Call) async throws -> Response {
        let job = try await fullJob(try call.pathID("id"))
        return .json(capacity: 8_192) { $0.job(job, base: call.baseURL) }
    }

    private func fullJob(_ id: Int64) async throws -> FullJob {
        let details = try await engine.job(id)
        return FullJob(
            details: details,
            execution: try await engine.latestExecution(ofJob: id),
            inputFiles: try await engine.inputFiles(ofJob: id)
        )
    }

    private func inputFiles(_ call: Call) async throws -> Response {
        let files = try await engine.inputFiles(ofJob: try call.pathID("id")).flatMap(\.files)
        let page = try await call.page { offset, limit in (files.part(offset, limit), Int64(files.count)) }
        return call.answer(page) { writer, file in writer.file(file, base: call.baseURL) }
    }

    private func executions(_ call: Call) async throws -> Response {
        let id = try call.pathID("id")
        let job = try await engine.job(id)
        let page = try await call.page { offset, limit in
            let found = try await engine.executions(ofJob: id, offset: offset, limit: limit)
            return (found.rows, found.count)
        }
        return call.answer(page) { writer, execution in writer.execution(execution, job: job) }
    }

    private func execution(_ call: Call) async throws -> Response {
        let id = try call.pathID("id")
        let job = try await engine.job(id)
        let execution = try await engine.execution(ofJob: id, number: try call.pathID("number"))
        return .json(capacity: 2_048) { $0.execution(execution, job: job) }
    }

    private func cancel(_ call: Call) async throws -> Response {
        let parameters = try await call.parameters()
        try parameters.checkFields(JobFilter.bulkFields)
        _ = try await engine.cancelJobs(matching: try await bulkFilter(parameters))
        return .empty(202)
    }

    private func requeue(_ call: Call) async throws -> Response {
        let parameters = try await call.parameters()
        try parameters.checkFields(JobFilter.bulkFields + ["priority"])
        let priority = try parameters.integer("priority")
        _ = try await engine.requeueJobs(matching: try await bulkFilter(parameters), priority: priority)
        return .empty(202)
    }

    /// The filter of a bulk command, with `job_types` turned into ids.
    private func bulkFilter(_ parameters: RequestParameters) async throws -> JobFilter {
        var filter = try JobFilter(bulk: parameters)
        for value in parameters.values("job_types") {
            guard let name = value["name"]?.stringValue, let version = value["version"]?.stringValue else {
                throw RequestError(400, "job_types must hold objects with name and version.")
            }
            filter.definitions.append(try await definitionID(name: name, version: version))
        }
        return filter
    }

    private func definitionID(name: String, version: String) async throws -> Int64 {
        do {
            return try await engine.definition(name: name, version: version).row.id
        } catch let error as EngineError where error.code == .notFound {
            throw RequestError(400, "There is no job type \(name) \(version).")
        }
    }
}
