import JobModel
import Storage

/// One job type name with its latest version (seed 003, "v6 Job Type Names").
package struct DefinitionName: Sendable, Hashable {
    package let name: String
    package let title: String
    package let description: String
    package let iconCode: String?
    package let versionCount: Int64
    package let latestVersion: String
    /// Sorts as the latest version does.
    package let latestVersionOrder: String
}

/// Which names to list; a name is listed when at least one of its versions matches everything given.
package struct DefinitionNameFilter: Sendable, Hashable {
    /// Part of the name, title, description or a tag, in any case.
    package var keyword: String?
    package var isActive: Bool?
    package var isSystem: Bool?

    package init(keyword: String? = nil, isActive: Bool? = nil, isSystem: Bool? = nil) {
        self.keyword = keyword
        self.isActive = isActive
        self.isSystem = isSystem
    }
}

extension JobEngine {
    /// Every matching name, in the order of the names. There are few: one for each kind of work.
    package func definitionNames(matching filter: DefinitionNameFilter) async throws -> [DefinitionName] {
        try await read { connection in
            try connection.names(matching: filter)
        }
    }

    /// The name that a version belongs to, as revisions show it.
    package func definitionName(_ name: String) async throws -> DefinitionName? {
        try await read { try $0.names(matching: DefinitionNameFilter(), only: name).first }
    }

    /// Every version of a name, the highest first; empty for an unknown name.
    package func definitions(named name: String, isActive: Bool? = nil) async throws -> [DefinitionRow] {
        try await read { connection in
            try connection.all(
                """
                SELECT \(DefinitionRow.columns) FROM definitions d WHERE d.kind <> 'ufdl' AND d.name = $1
                AND ($2 IS NULL OR d.is_active = $2) ORDER BY d.version_order DESC
                """,
                [.text(name), isActive.map { .bool($0) } ?? .null]
            ) { DefinitionRow($0) }
        }
    }

    /// One version with the manifest of its current revision.
    /// - Throws: `EngineError.Code.notFound`.
    package func definition(name: String, version: String) async throws -> (row: DefinitionRow, revision: Revision) {
        try await read { [revisions] connection in
            guard let row = try connection.definition(name: name, version: version) else {
                throw EngineError.notFound("job type", "\(name) \(version)")
            }
            return (row, try revisions.revision(row.revisionID, on: connection))
        }
    }

    /// The revisions of one version, newest first.
    /// - Throws: `EngineError.Code.notFound` for an unknown version.
    package func revisions(
        name: String, version: String, offset: Int64, limit: Int64
    ) async throws -> (rows: [Revision], count: Int64) {
        try await read { [revisions] connection in
            guard let row = try connection.definition(name: name, version: version) else {
                throw EngineError.notFound("job type", "\(name) \(version)")
            }
            let ids = try connection.all(
                """
                SELECT id FROM definition_revisions WHERE definition_id = $1 ORDER BY revision_num DESC \
                LIMIT $2 OFFSET $3
                """,
                [.integer(row.id), .integer(limit), .integer(offset)]
            ) { $0.int(0) }
            return (try ids.map { try revisions.revision($0, on: connection) }, row.revisionNumber)
        }
    }

    /// One revision by its number.
    /// - Throws: `EngineError.Code.notFound`.
    package func revision(name: String, version: String, number: Int64) async throws -> Revision {
        try await read { [revisions] connection in
            let id = try connection.integer(
                """
                SELECT r.id FROM definition_revisions r JOIN definitions d ON d.id = r.definition_id
                WHERE d.kind <> 'ufdl' AND d.name = $1 AND d.version = $2 AND r.revision_num = $3
                """,
                [.text(name), .text(version), .integer(number)]
            )
            guard let id else { throw EngineError.notFound("revision", number) }
            return try revisions.revision(id, on: connection)
        }
    }
}

extension SQLConnection {
    fileprivate func names(matching filter: DefinitionNameFilter, only name: String? = nil) throws -> [DefinitionName] {
        var names: [DefinitionName] = []
        var group = NameGroup(filter: filter)
        try forEach(
            """
            SELECT name, title, description, icon_code, version, tags, is_active, is_system FROM definitions
            WHERE kind <> 'ufdl' AND ($1 IS NULL OR name = $1) ORDER BY name, version_order DESC
            """,
            [.text(name)]
        ) { row in
            let current = row.text(0)
            if group.name != current {
                if let finished = group.finished { names.append(finished) }
                group = NameGroup(filter: filter)
            }
            group.add(row)
        }
        if let finished = group.finished { names.append(finished) }
        return names
    }
}

/// Gathers the versions of one name, the highest first.
private struct NameGroup {
    let filter: DefinitionNameFilter
    private(set) var name: String?
    private var latest: (title: String, description: String, icon: String?, version: String)?
    private var count: Int64 = 0
    private var matches = false

    init(filter: DefinitionNameFilter) {
        self.filter = filter
    }

    mutating func add(_ row: any SQLRow) {
        if latest == nil {
            name = row.text(0)
            latest = (row.text(1), row.text(2), row.optionalText(3), row.text(4))
        }
        count += 1
        matches = matches || isMatch(row)
    }

    var finished: DefinitionName? {
        guard matches, let name, let latest else { return nil }
        return DefinitionName(
            name: name, title: latest.title, description: latest.description, iconCode: latest.icon,
            versionCount: count, latestVersion: latest.version,
            latestVersionOrder: VersionOrder.key(latest.version)
        )
    }

    private func isMatch(_ row: any SQLRow) -> Bool {
        if let isActive = filter.isActive, row.bool(6) != isActive { return false }
        if let isSystem = filter.isSystem, row.bool(7) != isSystem { return false }
        guard let keyword = filter.keyword?.lowercased(), !keyword.isEmpty else { return true }
        let tags = row.text(5).split(separator: "\n").map(String.init)
        return ([row.text(0), row.text(1), row.text(2)] + tags).contains { $0.lowercased().contains(keyword) }
    }
}
