import HTTPSupport
import JSONSupport
import JobEngine
import SeedManifest

/// Adding, validating and editing job types (seed 003; scale.md §2.5 to §2.7).
extension ScaleAPI {
    /// `is_published` and `auto_update` belong to the final release; its clients send them, and they change nothing here.
    private static let addFields = [
        "docker_image", "manifest", "icon_code", "max_scheduled", "configuration", "is_published", "auto_update",
    ]
    private static let editFields = ["icon_code", "is_active", "is_paused", "max_scheduled", "configuration"]
    private static let finalEditFields = editFields + ["docker_image", "manifest", "is_published", "auto_update"]

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
        let made = try await engine.register(image)
        let row = made.definition
        if release.answersEditsWithVerdicts, row.revisionNumber > 1 { return Self.verdict(made.warnings) }
        let (_, revision) = try await engine.definition(name: row.name, version: row.version)
        return try await details(of: row, revision, status: 201, location: call.url(path(of: row)))
    }

    private func path(of row: DefinitionRow) -> String {
        "\(root)/job-types/\(PercentCoding.pathSegment(row.name))/\(PercentCoding.pathSegment(row.version))/"
    }

    /// An empty object counts as absent: Scale replaces a configuration only by one that says something.
    func configuration(_ parameters: RequestParameters) throws -> JSON? {
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
        let changesManifest = parameters.hasBodyField("manifest") || parameters.hasBodyField("docker_image")
        try parameters.checkFields(release.editsManifests ? Self.finalEditFields : Self.editFields)
        var warnings = changesManifest ? try await replaceManifest(call, parameters) : []
        if changesManifest { edit.configuration = nil }
        warnings += try await engine.edit(name: call.path("name"), version: call.path("version"), edit)
        return release.answersEditsWithVerdicts ? Self.verdict(warnings) : .empty(204)
    }

    private static func verdict(_ warnings: [ManifestIssue]) -> Response {
        .json { $0.verdict(ManifestVerdict(warnings: warnings)) }
    }
}
