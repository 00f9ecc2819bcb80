import HTTPSupport
import JSONSupport
import JobEngine
import SeedManifest

/// Job types as the last release of Scale shows and edits them (scale.md §3, §10).
extension ScaleAPI {
    /// One row for each version.
    func allVersions(_ call: Call) async throws -> Response {
        let filter = try await definitionFilter(call)
        let page = try await call.page { try await engine.definitions(matching: filter, offset: $0, limit: $1) }
        return call.answer(page) { writer, definition in writer.publishedType(definition) }
    }

    /// One row for each name, with its versions.
    func typeNames(_ call: Call) async throws -> Response {
        let filter = try await definitionFilter(call)
        let found = try await engine.definitions(matching: filter, offset: 0, limit: .max).items
        var groups: [[ListedDefinition]] = []
        for definition in found {
            if groups.last?.first?.row.name == definition.row.name {
                groups[groups.count - 1].append(definition)
            } else {
                groups.append([definition])
            }
        }
        let page = try await call.page { [groups] offset, limit in (groups.part(offset, limit), Int64(groups.count)) }
        return call.answer(page) { writer, versions in writer.typeName(versions) }
    }

    private func definitionFilter(_ call: Call) async throws -> DefinitionFilter {
        let parameters = try await call.parameters()
        var filter = DefinitionFilter()
        filter.keywords = try parameters.strings("keyword")
        filter.ids = try parameters.integers("id")
        filter.isActive = try parameters.boolean("is_active")
        filter.isSystem = try parameters.boolean("is_system")
        return filter
    }

    /// Replaces manifest and image of a version; what they say of name and version has to stay.
    func replaceManifest(_ call: Call, _ parameters: RequestParameters) async throws -> [ManifestIssue] {
        let (row, revision) = try await engine.definition(name: call.path("name"), version: call.path("version"))
        let manifest = try parameters.object("manifest").map { JSON.object($0) } ?? revision.manifest.json
        let (name, version) = (manifest["job"]?["name"]?.stringValue, manifest["job"]?["jobVersion"]?.stringValue)
        if let name, name != row.name {
            throw RequestError(400, "Manifest name \(name) does not match current Job Type name \(row.name).")
        }
        if let version, version != row.version {
            throw RequestError(400, "Manifest version \(version) does not match current Job Type version \(row.version).")
        }
        let image = SeedImage(
            dockerImage: try parameters.string("docker_image") ?? row.dockerImage, manifest: manifest,
            configuration: try configuration(parameters)
        )
        return try await engine.register(image).warnings
    }
}

extension JSONWriter {
    fileprivate mutating func publishedType(_ definition: ListedDefinition) {
        beginObject()
        publishedTypeFields(definition)
        endObject()
    }

    mutating func publishedDetails(_ definition: ListedDefinition, revision: Revision) {
        beginObject()
        publishedTypeFields(definition)
        fieldRaw("manifest", revision.manifestText)
        fieldRaw("configuration", definition.row.configuration)
        key("recipe_types")
        beginArray()
        endArray()
        endObject()
    }

    private mutating func publishedTypeFields(_ definition: ListedDefinition) {
        let row = definition.row
        field("id", row.id)
        field("name", row.name)
        field("version", row.version)
        field("title", row.title)
        field("description", row.description)
        field("is_active", row.isActive)
        field("is_system", row.isSystem)
        field("is_paused", row.isPaused)
        field("is_published", row.isActive)
        field("icon_code", row.iconCode)
        field("unmet_resources", definition.unmetText)
        field("max_scheduled", row.maxScheduled)
        field("max_tries", row.maxTries)
        field("revision_num", row.revisionNumber)
        field("docker_image", row.dockerImage)
        field("created", row.created)
        field("deprecated", row.deprecated)
        field("paused", row.paused)
        field("last_modified", row.lastModified)
    }

    /// - Parameter versions: of one name, the highest first.
    fileprivate mutating func typeName(_ versions: [ListedDefinition]) {
        guard let latest = versions.first else { return null() }
        let row = latest.row
        beginObject()
        field("name", row.name)
        field("title", row.title)
        field("description", row.description)
        field("is_active", row.isActive)
        field("is_system", row.isSystem)
        field("is_paused", row.isPaused)
        field("is_published", row.isActive)
        field("icon_code", row.iconCode)
        field("unmet_resources", latest.unmetText)
        key("versions")
        beginArray()
        for version in versions { value(version.row.version) }
        endArray()
        field("latest_version", row.version)
        endObject()
    }
}

extension ListedDefinition {
    fileprivate var unmetText: String? {
        unmetResources.isEmpty ? nil : unmetResources.joined(separator: ",")
    }
}
