import JSONSupport
import JobModel
import Storage
import ValueTypes

extension JobEngine {
    /// Adds a template. One of the same name and version is replaced: it is soft-deleted, with everything or nothing.
    /// - Throws: `SchemaMismatch`, or `EngineError.Code.invalid` in UFDL's words.
    package func importTemplate(_ json: JSON, creator: Int64?) async throws -> TemplateRow {
        let specification = try TemplateSpecification(json)
        return try await write { [templates] unit in
            templates.removeAll()
            let vocabulary = try TypeVocabulary(on: unit.connection)
            let id = try unit.insert(specification, creator: creator)
            let loaded = try TemplateLoader(connection: unit.connection, vocabulary: vocabulary).load(id)
            try unit.connection.checkPresets(of: loaded)
            return loaded.row
        }
    }
}

extension UnitOfWork {
    /// Everything but the types, which need the rows to be there; what they break undoes all of it.
    fileprivate func insert(_ specification: TemplateSpecification, creator: Int64?) throws -> Int64 {
        let licence = try connection.integer("SELECT id FROM licences WHERE name = $1", [.text(specification.licence)])
        guard let licence else { throw EngineError.badTemplate("Unknown licence '\(specification.licence)'") }
        let domain = try specification.domain.map { name in
            let id = try connection.integer("SELECT id FROM domains WHERE name = $1", [.text(name)])
            guard let id else { throw EngineError.badTemplate("Unknown data-domain '\(name)'") }
            return id
        }
        let version = try version(of: specification)
        let id = try insertDefinition(specification, version: version)
        var content: WorkableContent?
        if case .workable(let workable) = specification.content { content = workable }
        try connection.execute(
            """
            INSERT INTO templates (definition_id, name, version, description, scope, domain_id, licence_id, is_meta, \
            contract, type, executor_class, required_packages, specific, creator_id, created)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            """,
            [
                .integer(id), .text(specification.name), .integer(version), .text(specification.description),
                .text(specification.scope), .integer(domain), .integer(licence), .bool(content == nil),
                .text(content.map { Self.contractName(in: $0.type) } ?? ""), .text(content?.type ?? ""),
                .text(content?.executorClass ?? ""), .text(content?.requiredPackages ?? ""),
                .text(specification.specific.compactText), .integer(creator), .time(now),
            ]
        )
        if case .meta(let meta) = specification.content { try pin(meta, of: id) }
        return id
    }

    private static func contractName(in type: String) -> String {
        String(type.prefix { $0 != "<" }.filter { !$0.isWhitespace })
    }

    /// The version that was asked for, of which an active template makes room, or the next.
    private func version(of specification: TemplateSpecification) throws -> Int64 {
        guard let version = specification.version else {
            return (try connection.template(named: specification.name, version: nil)?.version ?? 0) + 1
        }
        try connection.execute(
            "UPDATE templates SET deleted = $1 WHERE name = $2 AND version = $3 AND deleted IS NULL",
            [.time(now), .text(specification.name), .integer(version)]
        )
        return version
    }

    /// Decides which template each node is, so that a later version changes nothing.
    private func pin(_ meta: MetaContent, of id: Int64) throws {
        for (name, node) in meta.nodes {
            guard let template = try connection.template(named: node.template, version: node.version) else {
                let version = node.version.map { " v\($0)" } ?? ""
                throw EngineError.badTemplate("Node '\(name)': there is no template '\(node.template)'\(version)")
            }
            try connection.execute(
                "INSERT INTO template_nodes (definition_id, node, template_id) VALUES ($1, $2, $3)",
                [.integer(id), .text(name), .integer(template.id)]
            )
        }
    }

    /// The row that makes the template's jobs visible in the other dialects. Its version carries the key, because a
    /// template of the same name and version may have been replaced.
    private func insertDefinition(_ specification: TemplateSpecification, version: Int64) throws -> Int64 {
        let draft = "\(version).0.0+\(SecretBytes.hex(SecretBytes.random(8)))"
        let id = try connection.first(
            """
            INSERT INTO definitions (kind, name, version, version_order, title, description, max_tries, revision_num, \
            revision_id, created, last_modified) VALUES ('ufdl', $1, $2, '', $3, $4, 1, 1, 0, $5, $5) RETURNING id
            """,
            [
                .text(specification.name), .text(draft), .text(specification.name), .text(specification.description),
                .time(now),
            ]
        ) { $0.int(0) }
        guard let id else { throw StorageError(.other, "the database gave the template no id") }
        let manifest = specification.manifest(version: version)
        let revision = try connection.first(
            """
            INSERT INTO definition_revisions (definition_id, revision_num, docker_image, manifest, created)
            VALUES ($1, 1, '', $2, $3) RETURNING id
            """,
            [.integer(id), .text(manifest.compactText), .time(now)]
        ) { $0.int(0) }
        try connection.execute(
            "UPDATE definitions SET version = $1, revision_id = $2 WHERE id = $3",
            [.text("\(version).0.0+\(id)"), .integer(revision), .integer(id)]
        )
        return id
    }
}

extension TemplateSpecification {
    /// What Scale's clients see of the template.
    fileprivate func manifest(version: Int64) -> JSON {
        [
            "seedVersion": "1.0.0",
            "job": [
                "name": .string(name), "jobVersion": .string("\(version).0.0"), "packageVersion": "1.0.0",
                "title": .string(name), "description": .string(description),
                "maintainer": ["name": "UFDL", "email": "ufdl@localhost"], "timeout": 0,
            ],
        ]
    }
}

extension SQLConnection {
    /// - Throws: `EngineError.Code.invalid` for a default that is no value of its type.
    fileprivate func checkPresets(of template: LoadedTemplate) throws {
        for (_, parameter) in template.parameters {
            guard let preset = parameter.preset else { continue }
            let problem = try preset.type.problem(with: preset.value) { type, value in try isLive(value, of: type) }
            if let problem { throw EngineError.badTemplate(problem) }
        }
    }
}
