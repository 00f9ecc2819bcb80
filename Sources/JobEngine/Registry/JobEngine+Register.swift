import JSONSupport
import JobModel
import SeedManifest
import Storage

/// What registering did.
package struct RegisteredDefinition: Sendable {
    package let definition: DefinitionRow
    package let warnings: [ManifestIssue]
}

extension JobEngine {
    /// Adds a Seed image: a new version, or a new revision of the version that the manifest names (scale.md §2.5).
    /// - Throws: `EngineError.Code.invalid` naming the field and the rule.
    package func register(_ image: SeedImage) async throws -> RegisteredDefinition {
        let manifest = try parsedManifest(image.manifest)
        try checkLength(image.dockerImage, of: "docker_image", atMost: 500)
        try checkIcon(image.iconCode)
        return try await write { [vault, revisions, submissionTypes] unit in
            submissionTypes.removeAll()
            var change = DefinitionChange(unit: unit, vault: vault, revisions: revisions)
            return try change.register(image, manifest: manifest)
        }
    }

    /// Changes the settings of one version without a new revision (scale.md §2.7).
    package func edit(name: String, version: String, _ edit: DefinitionEdit) async throws -> [ManifestIssue] {
        try checkIcon(edit.iconCode)
        return try await write { [vault, revisions, submissionTypes] unit in
            submissionTypes.removeAll()
            var change = DefinitionChange(unit: unit, vault: vault, revisions: revisions)
            return try change.edit(name: name, version: version, edit)
        }
    }

    /// Judges a manifest and its configuration without keeping anything: at most one error, and all warnings when there
    /// is none (scale.md §2.6).
    package func validate(manifest: JSON, configuration: JSON?) async throws -> ManifestVerdict {
        let parsed: SeedManifest
        do {
            parsed = try SeedManifest.parse(manifest)
        } catch {
            return ManifestVerdict(errors: [error.issue])
        }
        return try await read { connection in
            do {
                let checked = try JobConfiguration.parse(configuration ?? .object(JSONObject()))
                let warnings = try checked.validate(against: parsed) { name in
                    // A workspace that cannot be looked up counts as missing; the next query reports the fault itself.
                    (try? connection.workspaceStatus(name)) ?? .missing
                }
                return ManifestVerdict(warnings: parsed.warnings + warnings)
            } catch let error as ManifestError {
                return ManifestVerdict(errors: [error.issue])
            }
        }
    }

    private func parsedManifest(_ json: JSON) throws(EngineError) -> SeedManifest {
        do {
            return try SeedManifest.parse(json)
        } catch {
            throw .invalid("manifest", "Job type interface invalid: \(error.description)")
        }
    }

    private func checkLength(_ text: String, of field: String, atMost limit: Int) throws(EngineError) {
        guard !text.isEmpty else { throw .invalid(field, "\(field) must not be empty.") }
        guard text.count <= limit else { throw .invalid(field, "\(field) may have \(limit) characters at the most.") }
    }

    private func checkIcon(_ icon: String?) throws(EngineError) {
        guard let icon, icon.count > 20 else { return }
        throw .invalid("icon_code", "icon_code may have 20 characters at the most.")
    }
}

/// One change of the registry inside a unit of work.
private struct DefinitionChange {
    let unit: UnitOfWork
    let vault: SecretVault
    let revisions: RevisionCache

    private var connection: any SQLConnection { unit.connection }

    mutating func register(_ image: SeedImage, manifest: SeedManifest) throws -> RegisteredDefinition {
        try checkLimit(image.maxScheduled)
        let known = try connection.definition(name: manifest.name, version: manifest.jobVersion)
        if let known, known.kind != .seed {
            throw EngineError.invalid(
                "manifest", "\(known.name) \(known.version) is a job type of another kind and cannot become a Seed image."
            )
        }
        let checked = try image.configuration.map { try unit.checkedConfiguration($0, manifest: manifest) }
            ?? (known == nil ? unit.checkedConfiguration(.object(JSONObject()), manifest: manifest) : nil)
        // A setting that was plain may be secret by the new manifest: then it must not stay readable.
        let inherited = try checked == nil ? known.map { try storedConfiguration(of: $0) } : nil
        let split = (checked?.configuration ?? inherited)?.separatingSecrets(of: manifest)
        let id = try known.map { try update($0, image: image, manifest: manifest, configuration: split?.configuration) }
            ?? insert(image, manifest: manifest, configuration: split?.configuration)
        try connection.updateSecrets(ofDefinition: id, with: split?.secrets ?? [:], manifest: manifest, vault: vault)
        try saveErrors(of: manifest)
        guard let definition = try connection.definition(id) else { throw EngineError.notFound("job type", id) }
        unit.raise(.work)
        return RegisteredDefinition(
            definition: definition, warnings: manifest.warnings + (checked?.warnings ?? [])
        )
    }

    private func storedConfiguration(of definition: DefinitionRow) throws -> JobConfiguration {
        try JobConfiguration.parse(JSON.parse(definition.configuration))
    }

    private func insert(_ image: SeedImage, manifest: SeedManifest, configuration: JobConfiguration?) throws -> Int64 {
        let id = try connection.first(
            """
            INSERT INTO definitions (kind, name, version, version_order, title, description, tags, icon_code, \
            docker_image, max_scheduled, revision_num, revision_id, configuration, created, last_modified)
            VALUES ('seed', $1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, $10, $11, $11) RETURNING id
            """,
            [
                .text(manifest.name), .text(manifest.jobVersion), .text(VersionOrder.key(manifest.jobVersion)),
                .text(manifest.title), .text(manifest.jobDescription), .text(manifest.tags.joined(separator: "\n")),
                .text(image.iconCode), .text(image.dockerImage), .integer(Self.limit(image.maxScheduled)),
                .text(configuration?.json.compactText ?? "{}"), .time(unit.now),
            ]
        ) { $0.int(0) }
        guard let id else { throw StorageError(.other, "the database gave the job type no id") }
        try addRevision(1, of: id, image: image, manifest: manifest)
        return id
    }

    private func update(
        _ known: DefinitionRow, image: SeedImage, manifest: SeedManifest, configuration: JobConfiguration?
    ) throws -> Int64 {
        try connection.execute(
            """
            UPDATE definitions SET title = $1, description = $2, tags = $3, icon_code = COALESCE($4, icon_code), \
            docker_image = $5, max_scheduled = COALESCE($6, max_scheduled), \
            configuration = COALESCE($7, configuration), last_modified = $8 WHERE id = $9
            """,
            [
                .text(manifest.title), .text(manifest.jobDescription), .text(manifest.tags.joined(separator: "\n")),
                .text(image.iconCode), .text(image.dockerImage), .integer(Self.limit(image.maxScheduled)),
                .text(configuration?.json.compactText), .time(unit.now), .integer(known.id),
            ]
        )
        try addRevision(known.revisionNumber + 1, of: known.id, image: image, manifest: manifest)
        return known.id
    }

    private func addRevision(_ number: Int64, of id: Int64, image: SeedImage, manifest: SeedManifest) throws {
        let revision = try connection.first(
            """
            INSERT INTO definition_revisions (definition_id, revision_num, docker_image, manifest, created)
            VALUES ($1, $2, $3, $4, $5) RETURNING id
            """,
            [
                .integer(id), .integer(number), .text(image.dockerImage), .text(manifest.json.compactText),
                .time(unit.now),
            ]
        ) { $0.int(0) }
        try connection.execute(
            "UPDATE definitions SET revision_num = $1, revision_id = $2 WHERE id = $3",
            [.integer(number), .integer(revision), .integer(id)]
        )
    }

    /// Each error of a manifest is an error row of the type's name, never retried (scale.md §6.4).
    private func saveErrors(of manifest: SeedManifest) throws {
        for error in manifest.errors {
            try connection.saveError(
                name: error.name, jobTypeName: manifest.name, title: error.title,
                description: error.description ?? "", category: error.isDataError ? .data : .algorithm,
                isBuiltin: false, isRetried: false, now: unit.now
            )
        }
    }

    mutating func edit(name: String, version: String, _ edit: DefinitionEdit) throws -> [ManifestIssue] {
        guard let known = try connection.definition(name: name, version: version) else {
            throw EngineError.notFound("job type", "\(name) \(version)")
        }
        try checkLimit(edit.maxScheduled ?? nil)
        let checked = try edit.configuration.map { json in
            let manifest = try revisions.revision(known.revisionID, on: connection).manifest
            return (try unit.checkedConfiguration(json, manifest: manifest), manifest)
        }
        let split = checked.map { $0.0.configuration.separatingSecrets(of: $0.1) }
        let isActive = edit.isActive ?? known.isActive
        let isPaused = edit.isPaused ?? known.isPaused
        try connection.execute(
            """
            UPDATE definitions SET icon_code = $1, is_active = $2, deprecated = $3, is_paused = $4, paused = $5, \
            max_scheduled = $6, configuration = COALESCE($7, configuration), last_modified = $8 WHERE id = $9
            """,
            [
                .text(edit.iconCode ?? known.iconCode), .bool(isActive),
                .time(isActive ? nil : known.deprecated ?? unit.now), .bool(isPaused),
                .time(isPaused ? known.paused ?? unit.now : nil),
                .integer(edit.maxScheduled.map { Self.limit($0) } ?? known.maxScheduled),
                .text(split?.configuration.json.compactText), .time(unit.now), .integer(known.id),
            ]
        )
        if let checked, let split {
            try connection.updateSecrets(
                ofDefinition: known.id, with: split.secrets, manifest: checked.1, vault: vault
            )
        }
        unit.raise(.work)
        return checked?.0.warnings ?? []
    }

    private func checkLimit(_ limit: Int64?) throws(EngineError) {
        guard let limit, limit < 0 else { return }
        throw .invalid("max_scheduled", "max_scheduled must not be negative; 0 means no limit.")
    }

    /// 0 stands for no limit, as Scale's clients send it (scale.md §2.5).
    private static func limit(_ wanted: Int64?) -> Int64? {
        wanted == 0 ? nil : wanted
    }
}

extension UnitOfWork {
    /// Parses and checks a job configuration against a manifest and the workspaces there are.
    /// - Throws: `EngineError.Code.invalid` in the words of scale.md §2.6.
    func checkedConfiguration(
        _ json: JSON, manifest: SeedManifest
    ) throws -> (configuration: JobConfiguration, warnings: [ManifestIssue]) {
        do {
            let configuration = try JobConfiguration.parse(json)
            let warnings = try configuration.validate(against: manifest) { name in
                // A failing look-up fails the whole unit of work at its next statement.
                (try? connection.workspaceStatus(name)) ?? .missing
            }
            return (configuration, warnings)
        } catch {
            throw EngineError.invalid("configuration", "Job type configuration invalid: \(error.description)")
        }
    }
}
