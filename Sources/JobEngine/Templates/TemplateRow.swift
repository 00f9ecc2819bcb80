import JSONSupport
import JobModel
import Storage

/// A job template of UFDL: a definition with what UFDL knows besides (ufdl.md §6).
package struct TemplateRow: Sendable {
    /// The key of the definition, which is the template's.
    package let id: Int64
    package let name: String
    package let version: Int64
    package let description: String
    package let scope: String
    package let domainID: Int64?
    /// The short name of the domain.
    package let domain: String?
    package let licenceID: Int64
    package let licence: String
    package let isMeta: Bool
    /// As it was imported; empty for a meta-template.
    package let type: String
    package let executorClass: String
    package let requiredPackages: String
    /// JSON, as it was imported.
    package let specific: String
    package let creatorID: Int64?
    package let created: Timestamp
    package let deleted: Timestamp?

    static let selection = """
        SELECT t.definition_id, t.name, t.version, t.description, t.scope, t.domain_id, dd.name, t.licence_id, l.name, \
        t.is_meta, t.type, t.executor_class, t.required_packages, t.specific, t.creator_id, t.created, t.deleted \
        FROM templates t LEFT JOIN domains dd ON dd.id = t.domain_id LEFT JOIN licences l ON l.id = t.licence_id
        """

    init(_ row: any SQLRow) {
        id = row.int(0)
        name = row.text(1)
        version = row.int(2)
        description = row.text(3)
        scope = row.text(4)
        domainID = row.optionalInt(5)
        domain = row.optionalText(6)
        licenceID = row.int(7)
        licence = row.text(8)
        isMeta = row.bool(9)
        type = row.text(10)
        executorClass = row.text(11)
        requiredPackages = row.text(12)
        specific = row.text(13)
        creatorID = row.optionalInt(14)
        created = row.time(15)
        deleted = row.optionalTime(16)
    }

    /// What it is made of, read again from what was imported.
    package func content() throws -> TemplateContent {
        try TemplateContent(JSON.parse(specific))
    }
}

extension SQLConnection {
    func template(_ id: Int64) throws -> TemplateRow? {
        try first("\(TemplateRow.selection) WHERE t.definition_id = $1", [.integer(id)], TemplateRow.init)
    }

    func requireTemplate(_ id: Int64) throws -> TemplateRow {
        guard let template = try template(id) else { throw EngineError.noTemplate }
        return template
    }

    /// An active template by its name, the latest where no version is given.
    func template(named name: String, version: Int64?) throws -> TemplateRow? {
        try first(
            """
            \(TemplateRow.selection) WHERE t.name = $1 AND t.version = COALESCE($2, t.version) AND t.deleted IS NULL
            ORDER BY t.version DESC LIMIT 1
            """,
            [.text(name), .integer(version)], TemplateRow.init
        )
    }
}

extension EngineError {
    static let noTemplate = EngineError(.notFound, "No JobTemplate matches the given query.")

    static func badTemplate(_ reason: String) -> EngineError {
        EngineError(.invalid, "Bad job template: \(reason)", field: "template")
    }
}
