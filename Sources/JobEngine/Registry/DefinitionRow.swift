import JobModel
import Storage

/// Where a definition comes from, which decides how its manifest reads.
package enum DefinitionKind: String, Sendable, Hashable {
    case seed
    case legacy
    case ufdl
}

/// A job definition: what Scale calls a job type of one version.
package struct DefinitionRow: Sendable, Hashable {
    package let id: Int64
    package let kind: DefinitionKind
    package let name: String
    package let version: String
    package let title: String
    package let description: String
    package let iconCode: String?
    package let dockerImage: String
    package let isActive: Bool
    package let isPaused: Bool
    package let isSystem: Bool
    package let isLongRunning: Bool
    /// How many jobs may run at the same time; nil for no limit.
    package let maxScheduled: Int64?
    package let maxTries: Int64
    package let revisionNumber: Int64
    package let revisionID: Int64
    /// The configuration as stored: every key present, secrets taken out.
    package let configuration: String
    package let created: Timestamp
    package let deprecated: Timestamp?
    package let paused: Timestamp?
    package let lastModified: Timestamp

    static let columns = """
        d.id, d.kind, d.name, d.version, d.title, d.description, d.icon_code, d.docker_image, d.is_active, d.is_paused, \
        d.is_system, d.is_long_running, d.max_scheduled, d.max_tries, d.revision_num, d.revision_id, d.configuration, \
        d.created, d.deprecated, d.paused, d.last_modified
        """

    init(_ row: any SQLRow) {
        id = row.int(0)
        kind = DefinitionKind(rawValue: row.text(1)) ?? .seed
        name = row.text(2)
        version = row.text(3)
        title = row.text(4)
        description = row.text(5)
        iconCode = row.optionalText(6)
        dockerImage = row.text(7)
        isActive = row.bool(8)
        isPaused = row.bool(9)
        isSystem = row.bool(10)
        isLongRunning = row.bool(11)
        maxScheduled = row.optionalInt(12)
        maxTries = row.int(13)
        revisionNumber = row.int(14)
        revisionID = row.int(15)
        configuration = row.text(16)
        created = row.time(17)
        deprecated = row.optionalTime(18)
        paused = row.optionalTime(19)
        lastModified = row.time(20)
    }
}

extension SQLConnection {
    func definition(_ id: Int64) throws -> DefinitionRow? {
        try first("SELECT \(DefinitionRow.columns) FROM definitions d WHERE d.id = $1", [.integer(id)]) {
            DefinitionRow($0)
        }
    }

    /// A Seed or legacy job type; UFDL's templates have a name space of their own.
    func definition(name: String, version: String) throws -> DefinitionRow? {
        try first(
            "SELECT \(DefinitionRow.columns) FROM definitions d WHERE d.kind <> 'ufdl' AND d.name = $1 AND d.version = $2",
            [.text(name), .text(version)]
        ) { DefinitionRow($0) }
    }

    /// The version of the highest order, active ones before deprecated ones.
    func latestDefinition(name: String) throws -> DefinitionRow? {
        try first(
            """
            SELECT \(DefinitionRow.columns) FROM definitions d WHERE d.kind <> 'ufdl' AND d.name = $1
            ORDER BY d.is_active DESC, d.version_order DESC LIMIT 1
            """,
            [.text(name)]
        ) { DefinitionRow($0) }
    }

    func configuration(ofDefinition id: Int64) throws -> String {
        try first("SELECT configuration FROM definitions WHERE id = $1", [.integer(id)]) { $0.text(0) } ?? "{}"
    }
}
