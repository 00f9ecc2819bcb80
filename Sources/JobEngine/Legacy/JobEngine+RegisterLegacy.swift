import JSONSupport
import JobModel
import SeedManifest
import Storage

extension JobEngine {
    /// Adds a legacy job type, or a new revision of the one of that name and version.
    /// - Returns: its id.
    /// - Throws: `EngineError.Code.invalid` naming the field and the rule.
    package func register(_ type: LegacyRegistration) async throws -> Int64 {
        try type.check()
        let interface: LegacyInterface
        do {
            interface = try LegacyInterface.parse(type.interface)
        } catch {
            throw EngineError.invalid("interface", "interface: \(error.description)")
        }
        let manifest = try SeedManifest.stored(interface.seedManifest(type.manifestDescription))
        return try await write { [vault, submissionTypes] unit in
            submissionTypes.removeAll()
            return try LegacyChange(unit: unit, type: type, manifest: manifest, vault: vault).store()
        }
    }
}

/// The registration of a legacy job type inside a unit of work.
private struct LegacyChange {
    let unit: UnitOfWork
    let type: LegacyRegistration
    let manifest: SeedManifest
    let vault: SecretVault

    private var connection: any SQLConnection { unit.connection }

    func store() throws -> Int64 {
        let known = try connection.definition(name: type.name, version: type.version)
        if let known, known.kind != .legacy {
            throw EngineError.invalid(
                "name", "\(known.name) \(known.version) is a job type of another kind and cannot become a legacy one."
            )
        }
        // What was set through v6 stays: workspaces, mounts, settings.
        var configuration = try known.map { try JobConfiguration.parse(JSON.parse($0.configuration)) } ?? JobConfiguration()
        configuration.priority = type.priority
        let split = configuration.separatingSecrets(of: manifest)
        let id = try known?.id ?? insert()
        try update(id, known: known, configuration: split.configuration)
        try addRevision((known?.revisionNumber ?? 0) + 1, of: id)
        try storeProfile(of: id)
        try connection.updateSecrets(ofDefinition: id, with: split.secrets, manifest: manifest, vault: vault)
        unit.raise(.work)
        return id
    }

    private func insert() throws -> Int64 {
        let id = try connection.first(
            """
            INSERT INTO definitions (kind, name, version, version_order, revision_num, revision_id, created, last_modified)
            VALUES ('legacy', $1, $2, $3, 0, 0, $4, $4) RETURNING id
            """,
            [.text(type.name), .text(type.version), .text(VersionOrder.key(type.version)), .time(unit.now)]
        ) { $0.int(0) }
        guard let id else { throw StorageError(.other, "the database gave the job type no id") }
        return id
    }

    private func update(_ id: Int64, known: DefinitionRow?, configuration: JobConfiguration) throws {
        try connection.execute(
            """
            UPDATE definitions SET title = $1, description = $2, icon_code = $3, docker_image = $4, is_active = $5, \
            deprecated = $6, is_paused = $7, paused = $8, max_tries = $9, configuration = $10, last_modified = $11
            WHERE id = $12
            """,
            [
                .text(type.title), .text(type.description), .text(type.iconCode), .text(type.dockerImage ?? ""),
                .bool(type.isActive), .time(type.isActive ? nil : known?.deprecated ?? unit.now), .bool(type.isPaused),
                .time(type.isPaused ? known?.paused ?? unit.now : nil), .integer(type.maxTries),
                .text(configuration.json.compactText), .time(unit.now), .integer(id),
            ]
        )
    }

    private func addRevision(_ number: Int64, of id: Int64) throws {
        let revision = try connection.first(
            """
            INSERT INTO definition_revisions (definition_id, revision_num, docker_image, manifest, interface, created)
            VALUES ($1, $2, $3, $4, $5, $6) RETURNING id
            """,
            [
                .integer(id), .integer(number), .text(type.dockerImage ?? ""), .text(manifest.json.compactText),
                .text(type.interface.compactText), .time(unit.now),
            ]
        ) { $0.int(0) }
        try connection.execute(
            "UPDATE definitions SET revision_num = $1, revision_id = $2 WHERE id = $3",
            [.integer(number), .integer(revision), .integer(id)]
        )
    }

    private func storeProfile(of id: Int64) throws {
        let profile = type.profile
        try connection.execute("DELETE FROM legacy_types WHERE definition_id = $1", [.integer(id)])
        try connection.execute(
            """
            INSERT INTO legacy_types (definition_id, category, author_name, author_url, is_operational, uses_docker, \
            docker_privileged, disk_out_mult, error_mapping) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                .integer(id), .text(profile.category), .text(profile.authorName), .text(profile.authorURL),
                .bool(profile.isOperational), .bool(profile.usesDocker), .bool(profile.isPrivileged),
                .real(profile.diskMultiplier), .text(profile.errorMapping.compactText),
            ]
        )
    }
}
