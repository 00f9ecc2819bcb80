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

    static let columnCount = 21

    /// - Parameter first: the column where the definition begins, in a row that holds more.
    init(_ row: any SQLRow, from first: Int = 0) {
        id = row.int(first)
        kind = DefinitionKind(rawValue: row.text(first + 1)) ?? .seed
        name = row.text(first + 2)
        version = row.text(first + 3)
        title = row.text(first + 4)
        description = row.text(first + 5)
        iconCode = row.optionalText(first + 6)
        dockerImage = row.text(first + 7)
        isActive = row.bool(first + 8)
        isPaused = row.bool(first + 9)
        isSystem = row.bool(first + 10)
        isLongRunning = row.bool(first + 11)
        maxScheduled = row.optionalInt(first + 12)
        maxTries = row.int(first + 13)
        revisionNumber = row.int(first + 14)
        revisionID = row.int(first + 15)
        configuration = row.text(first + 16)
        created = row.time(first + 17)
        deprecated = row.optionalTime(first + 18)
        paused = row.optionalTime(first + 19)
        lastModified = row.time(first + 20)
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
