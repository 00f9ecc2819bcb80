import JSONSupport
import JobModel
import Storage
import ValueTypes

extension JobEngine {
    /// Makes a job from a template; from a meta-template also the children that wait for nothing.
    /// - Throws: `EngineError`: no such template, or a type that cannot be read; `JobRequestRefusal`.
    package func createJob(fromTemplate id: Int64, _ request: JobRequest, creator: Int64?) async throws -> UFDLJob {
        try await write { [templates] unit in
            let vocabulary = try templates.vocabulary(on: unit.connection)
            let template = try templates.template(id, on: unit.connection)
            let values = try CheckedValues(request, template: template, vocabulary: vocabulary, unit.connection)
            let job = try unit.insertJob(
                of: template, values: values, description: request.description, creator: creator,
                actions: request.actions, childActions: request.childActionsText
            )
            guard template.row.isMeta else {
                return UFDLJob(
                    job: job, template: template.row, inputValues: values.inputText, parameterValues: values.parameterText
                )
            }
            try unit.createReadyChildren(of: job)
            return try unit.connection.requireUFDLJob(job.id)
        }
    }
}

/// The values of a job, each found to be of its type and fit for its place, with the types as they are stored.
struct CheckedValues: Sendable {
    private(set) var inputs = JSONObject()
    /// Nil where the client sent none.
    private(set) var parameters: JSONObject?

    var inputText: String { JSON.object(inputs).compactText }

    var parameterText: String? { parameters.map { JSON.object($0).compactText } }

    init(inputs: JSONObject, parameters: JSONObject?) {
        self.inputs = inputs
        self.parameters = parameters
    }

    init(
        _ request: JobRequest, template: LoadedTemplate, vocabulary: TypeVocabulary, _ connection: any SQLConnection
    ) throws {
        // All types are read first, also those of inputs that nobody asked for.
        let given = try request.inputs.map { ($0.key, $0.value.value, try vocabulary.type($0.value.type)) }
        let set = try (request.parameters ?? []).map { ($0.key, $0.value.value, try vocabulary.type($0.value.type)) }
        for input in template.inputs {
            guard let (name, value, type) = given.first(where: { $0.0 == input.name }) else {
                throw JobRequestRefusal.missingInput(input.name)
            }
            guard input.accepts(type) else {
                throw JobRequestRefusal.wrongInputType(name, type: type.canonicalText)
            }
            if let problem = try connection.problem(with: value, of: type) {
                throw JobRequestRefusal.wrongInputValue(name, problem: problem)
            }
            inputs[name] = Self.stored(value, type)
        }
        try check(set, of: template, connection)
        if request.parameters != nil {
            parameters = JSONObject(set.map { ($0.0, Self.stored($0.1, $0.2)) })
        }
        try Self.check(request, template)
    }

    private func check(
        _ set: [(name: String, value: JSON, type: TypeExpression)], of template: LoadedTemplate,
        _ connection: any SQLConnection
    ) throws {
        for (name, parameter) in template.parameters where !set.contains(where: { $0.name == name }) {
            guard parameter.preset != nil else { throw JobRequestRefusal.missingParameter(name) }
        }
        for (name, _, type) in set {
            guard let parameter = template.parameter(name) else { continue }
            guard parameter.preset?.isConst != true else { throw JobRequestRefusal.constantParameter(name) }
            guard parameter.accepts(type) else {
                throw JobRequestRefusal.wrongParameterType(name, type: type.canonicalText)
            }
        }
        let unknown = set.map(\.name).filter { template.parameter($0) == nil }
        guard unknown.isEmpty else { throw JobRequestRefusal.unknownParameters(unknown) }
        for (name, value, type) in set {
            if let problem = try connection.problem(with: value, of: type) {
                throw JobRequestRefusal.wrongParameterValue(name, problem: problem)
            }
        }
    }

    private static func check(_ request: JobRequest, _ template: LoadedTemplate) throws(JobRequestRefusal) {
        guard let overrides = request.childActions else { return }
        guard template.row.isMeta else { throw .overridesForWorkable }
        let unknown = overrides.first { !template.hasDescendant($0.key.split(separator: ":").map(String.init)) }
        if let unknown { throw .unknownDescendant(unknown.key) }
    }

    static func stored(_ value: JSON, _ type: TypeExpression) -> JSON {
        ["value": value, "type": .string(type.canonicalText)]
    }
}

extension LoadedTemplate {
    fileprivate func hasDescendant(_ path: [String]) -> Bool {
        guard let first = path.first, let child = child(first) else { return false }
        return path.count == 1 || child.template.hasDescendant(Array(path.dropFirst()))
    }
}

extension SQLConnection {
    fileprivate func problem(with value: JSON, of type: TypeExpression) throws -> String? {
        try type.problem(with: value) { type, value in try isLive(value, of: type) }
    }
}

extension UnitOfWork {
    /// Stores a job of a template: queued, or for a meta-template waiting for its children.
    func insertJob(
        of template: LoadedTemplate, values: CheckedValues, description: String, creator: Int64?,
        parent: Int64? = nil, childName: String? = nil, actions: NotificationActions?, childActions: String?
    ) throws -> JobRow {
        var state = JobState(now: now)
        if !template.row.isMeta { state = try JobLifeCycle.apply(.enqueue, to: state, now: now).state }
        let job = try connection.insertJob(
            JobToInsert(
                definitionID: template.row.id, revisionID: template.revisionID, state: state, timeout: nil,
                resources: ResourceAmounts(), inputBytes: 0, input: values.seedInput.compactText, configuration: nil,
                description: description, creatorID: creator, ufdlKind: template.row.isMeta ? .meta : .workable,
                parentID: parent
            ),
            now: now
        )
        try recordSubmission(of: job)
        try connection.execute(
            """
            INSERT INTO ufdl_jobs (job_id, input_values, parameter_values, child_name, actions, child_actions)
            VALUES ($1, $2, $3, $4, $5, $6)
            """,
            [
                .integer(job.id), .text(values.inputText), .text(values.parameterText), .text(childName),
                .text(actions?.text), .text(childActions),
            ]
        )
        count(template.row.id, from: nil, to: state)
        return job
    }
}

extension CheckedValues {
    /// The values as Scale's clients see them.
    fileprivate var seedInput: JSON {
        var values = JSONObject()
        for (name, typed) in inputs { values[name] = typed["value"] ?? .null }
        for (name, typed) in parameters ?? JSONObject() { values[name] = typed["value"] ?? .null }
        return ["files": [:], "json": .object(values)]
    }
}
