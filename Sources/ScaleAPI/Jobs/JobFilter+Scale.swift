import HTTPSupport
import JSONSupport
import JobEngine
import JobModel

extension JobFilter {
    /// What a bulk command may say (scale.md §6.8).
    static let bulkFields = [
        "started", "ended", "statuses", "job_ids", "job_type_ids", "job_types", "error_categories", "error_ids",
        "batch_ids", "recipe_ids",
    ]

    /// The parameters of the list of jobs; all but the times may be repeated.
    init(listing parameters: RequestParameters) throws {
        self.init()
        try setRange(parameters)
        setStatuses(try parameters.strings("status"))
        ids = try parameters.integers("job_id")
        definitions = try parameters.integers("job_type_id")
        definitionNames = try parameters.strings("job_type_name")
        errors = try parameters.integers("error_id")
        setCategories(try parameters.strings("error_category"))
        nodes = try parameters.integers("node_id")
        definitionVersions = try parameters.strings("job_type_version")
        setForeign(try parameters.integers("batch_id") + parameters.integers("recipe_id"))
        // Nothing supersedes a job here.
        if try parameters.boolean("is_superseded") == true { matchesNothing = true }
    }

    /// The body of a bulk command.
    /// - Throws: `RequestError` 400 where nothing says which jobs are meant. A list that is there and empty means none.
    init(bulk parameters: RequestParameters) throws {
        self.init()
        let given = Self.bulkFields.filter { parameters.value($0) != nil }
        guard !given.isEmpty else {
            throw RequestError(400, "Name the jobs by at least one of: \(Self.bulkFields.joined(separator: ", ")).")
        }
        matchesNothing = given.contains { parameters.value($0)?.arrayValue?.isEmpty ?? false }
        try setRange(parameters)
        setStatuses(try parameters.strings("statuses"))
        ids = try parameters.integers("job_ids")
        definitions = try parameters.integers("job_type_ids")
        errors = try parameters.integers("error_ids")
        setCategories(try parameters.strings("error_categories"))
        setForeign(try parameters.integers("batch_ids") + parameters.integers("recipe_ids"))
    }

    private mutating func setRange(_ parameters: RequestParameters) throws {
        from = try parameters.timestamp("started")
        to = try parameters.timestamp("ended")
        try RequestParameters.checkRange(from: from, to: to)
    }

    /// An unknown status matches nothing, as in Scale.
    private mutating func setStatuses(_ names: [String]) {
        phases = names.compactMap { name in JobPhase.allCases.first { $0.scaleName == name } }
        if !names.isEmpty, phases.isEmpty { matchesNothing = true }
    }

    private mutating func setCategories(_ names: [String]) {
        errorCategories = names.compactMap { ErrorCategory(rawValue: $0) }
        if !names.isEmpty, errorCategories.isEmpty { matchesNothing = true }
    }

    /// There are no batches and recipes here, so no job belongs to one.
    private mutating func setForeign(_ ids: [Int64]) {
        if !ids.isEmpty { matchesNothing = true }
    }
}
