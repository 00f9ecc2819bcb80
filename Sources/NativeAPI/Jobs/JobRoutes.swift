import HTTPSupport
import JSONSupport
import JobEngine
import JobModel

extension NativeAPI {
    func addJobRoutes(to table: inout RouteTable) {
        let submitOptions = RouteOptions(maximumBody: 16 << 20, takesForms: false)
        table.on("/api/jobs", slash: .optional, [.get: list])
        table.on("/api/jobs", slash: .optional, options: submitOptions, [.post: submit])
        table.on("/api/jobs/counts", slash: .optional, [.get: counts])
        table.on("/api/jobs/cancel", slash: .optional, [.post: cancelMany])
        table.on("/api/jobs/requeue", slash: .optional, [.post: requeueMany])
        table.on("/api/jobs/{id:int}", slash: .optional, [.get: show])
        table.on("/api/jobs/{id:int}/cancel", slash: .optional, [.post: cancel])
        table.on("/api/jobs/{id:int}/requeue", slash: .optional, [.post: requeue])
        table.on("/api/jobs/{id:int}/executions", slash: .optional, [.get: executions])
    }

    private func list(_ call: Call) async throws -> Response {
        let parameters = try await call.parameters()
        let limit = try parameters.limit()
        let filter = try JobFilter(parameters)
        let page = try await engine.newestJobs(
            matching: filter, search: try JobSearch(parameters), before: try parameters.integer("before"), limit: limit
        )
        return .json(capacity: 600 * page.jobs.count + 64) { writer in
            writer.beginObject()
            writer.key("jobs")
            writer.beginArray()
            for job in page.jobs { writer.nativeJobInList(job) }
            writer.endArray()
            writer.field("next", page.next.map { nextPage(call, before: $0) })
            writer.endObject()
        }
    }

    private func nextPage(_ call: Call, before id: Int64) -> String {
        call.url("/api/jobs?" + call.query.setting("before", to: String(id)).sortedQuery())
    }

    private func counts(_ call: Call) async throws -> Response {
        let counts = try await engine.jobCounts()
        return .json { writer in
            writer.beginObject()
            for phase in JobPhase.allCases {
                writer.key(phase.name)
                writer.value(counts[phase] ?? 0)
            }
            writer.endObject()
        }
    }

    private func show(_ call: Call) async throws -> Response {
        let id = try call.pathID("id")
        if call.query.last("wait") != nil {
            let parameters = try await call.parameters()
            let progress = try parameters.string("progress").flatMap(Double.init) ?? 0
            let wait = try parameters.wait()
            if let modified = try parameters.timestamp("modified") {
                _ = try await engine.job(id, changedSince: (modified, progress), within: wait)
            }
        }
        return try await answer(id)
    }

    func answer(_ id: Int64) async throws -> Response {
        let view = try await engine.jobView(id)
        return .json(capacity: 1_024) { $0.nativeJob(view) }
    }

    private func cancel(_ call: Call) async throws -> Response {
        let id = try call.pathID("id")
        try await engine.cancelJob(id)
        return try await answer(id)
    }

    private func requeue(_ call: Call) async throws -> Response {
        let parameters = try await call.parameters()
        try parameters.checkFields(["priority"])
        let id = try call.pathID("id")
        try await engine.requeueJob(id, priority: try parameters.integer("priority"))
        return try await answer(id)
    }

    private func cancelMany(_ call: Call) async throws -> Response {
        let parameters = try await call.parameters()
        try parameters.checkFields(JobFilter.fields)
        return try await outcome(engine.cancelJobs(matching: try JobFilter(bulk: parameters)))
    }

    private func requeueMany(_ call: Call) async throws -> Response {
        let parameters = try await call.parameters()
        try parameters.checkFields(JobFilter.fields + ["priority"])
        let priority = try parameters.integer("priority")
        return try await outcome(engine.requeueJobs(matching: try JobFilter(bulk: parameters), priority: priority))
    }

    private func outcome(_ outcome: BulkOutcome) -> Response {
        .json { writer in
            writer.beginObject()
            writer.field("changed", outcome.changed)
            writer.field("skipped", outcome.skipped)
            writer.endObject()
        }
    }

    private func executions(_ call: Call) async throws -> Response {
        let rows = try await engine.executions(
            ofJob: try call.pathID("id"), offset: 0, limit: NativeLimits.page
        ).rows
        return .json { writer in
            writer.beginObject()
            writer.key("executions")
            writer.beginArray()
            for row in rows { writer.nativeExecution(row) }
            writer.endArray()
            writer.endObject()
        }
    }
}

extension JobSearch {
    /// The text to look for; nil without any.
    fileprivate init?(_ parameters: RequestParameters) throws {
        guard let text = try parameters.string("text"), !text.isEmpty else { return nil }
        guard text.count <= Self.longestText else {
            throw RequestError(400, "text may have \(Self.longestText) characters at the most.")
        }
        self.init(text)
    }
}

extension JobFilter {
    /// The filters of a bulk command.
    static let fields = ["ids", "phases", "types"]

    /// The filters of a list, each repeatable.
    init(_ parameters: RequestParameters) throws {
        self.init()
        phases = try parameters.strings("phase").map(Self.phase)
        definitionNames = try parameters.strings("type")
        nodes = try parameters.integers("node")
        errorNames = try parameters.strings("error")
        from = try parameters.timestamp("since")
        to = try parameters.timestamp("until")
        errorCategories = try parameters.strings("error_category").map { name in
            guard let category = ErrorCategory(rawValue: name.uppercased()) else {
                throw RequestError(400, "error_category must be one of SYSTEM, ALGORITHM, DATA; \(name) is not.")
            }
            return category
        }
    }

    init(bulk parameters: RequestParameters) throws {
        self.init()
        ids = try parameters.integers("ids")
        phases = try parameters.strings("phases").map(Self.phase)
        definitionNames = try parameters.strings("types")
        guard !(ids.isEmpty && phases.isEmpty && definitionNames.isEmpty) else {
            throw RequestError(400, "Name the jobs by at least one of: \(Self.fields.joined(separator: ", ")).")
        }
        guard ids.count <= 10_000 else { throw RequestError(400, "ids may hold 10000 ids at the most.") }
    }

    private static func phase(_ name: String) throws(RequestError) -> JobPhase {
        guard let phase = JobPhase(name: name) else {
            let valid = JobPhase.allCases.map(\.name).joined(separator: ", ")
            throw RequestError(400, "\(name) is not a phase. Phases are: \(valid)")
        }
        return phase
    }
}
