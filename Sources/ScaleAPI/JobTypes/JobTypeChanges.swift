import HTTPSupport
import JSONSupport
import JobEngine

/// Adding, validating and editing job types (seed 003; scale.md §2.5 to §2.7).
extension ScaleAPI {
    /// `is_published` and `auto_update` belong to the final release; its clients send them, and they change nothing here.
    private static let addFields = [
        "docker_image", "manifest", "icon_code", "max_scheduled", "configuration", "is_published", "auto_update",
    ]
    private static let editFields = ["icon_code", "is_active", "is_paused", "max_scheduled", "configuration"]

    func add(_ call: Call) async throws -> Response {
        let parameters = try await call.parameters()
        let iconCode = try parameters.string("icon_code")
        let maxScheduled = try parameters.integer("max_scheduled")
        let image = SeedImage(
            dockerImage: try parameters.required("docker_image", parameters.string),
            manifest: .object(try parameters.required("manifest", parameters.object)),
            iconCode: iconCode,
            maxScheduled: maxScheduled,
            configuration: try configuration(parameters)
        )
        try parameters.checkFields(Self.addFields)
        let row = try await engine.register(image).definition
        let (_, revision) = try await engine.definition(name: row.name, version: row.version)
        return .json(201, location: call.url(Self.path(of: row)), capacity: 4_096) {
            $0.jobTypeDetails(row, revision: revision)
        }
    }

    private static func path(of row: DefinitionRow) -> String {
        "/v6/job-types/\(PercentCoding.pathSegment(row.name))/\(PercentCoding.pathSegment(row.version))/"
    }

    /// An empty object counts as absent: Scale replaces a configuration only by one that says something.
    private func configuration(_ parameters: RequestParameters) throws -> JSON? {
        guard let object = try parameters.object("configuration"), !object.isEmpty else { return nil }
        return .object(object)
    }

    func validate(_ call: Call) async throws -> Response {
        let parameters = try await call.parameters()
        let manifest = try parameters.required("manifest", parameters.object)
        let configuration = try parameters.object("configuration")
        let verdict = try await engine.validate(manifest: .object(manifest), configuration: configuration.map { .object($0) })
        return .json { $0.verdict(verdict) }
    }

    func edit(_ call: Call) async throws -> Response {
        let parameters = try await call.parameters()
        var edit = DefinitionEdit()
        edit.iconCode = try parameters.string("icon_code")
        edit.isActive = try parameters.boolean("is_active")
        edit.isPaused = try parameters.boolean("is_paused")
        if let limit = try parameters.integer("max_scheduled") { edit.maxScheduled = .some(limit) }
        edit.configuration = try configuration(parameters)
        try parameters.checkFields(Self.editFields)
        _ = try await engine.edit(name: call.path("name"), version: call.path("version"), edit)
        return .empty(204)
    }
}
