import JSONSupport
import JobModel
import Storage

/// Which job types the clients of 2015 want; an empty list means any.
package struct LegacyTypeFilter: Sendable, Hashable {
    package var names: [String] = []
    package var categories: [String] = []
    /// Last modified at or after.
    package var from: Timestamp?
    /// Last modified at or before.
    package var to: Timestamp?

    package init() {}

    fileprivate func accepts(_ type: LegacyType) -> Bool {
        guard names.isEmpty || names.contains(type.definition.name) else { return false }
        return categories.isEmpty || type.profile.category.map(categories.contains) ?? false
    }
}

extension JobEngine {
    /// Every matching job type, inactive ones too, by name and version. There are few: one for each kind of work.
    package func legacyTypes(matching filter: LegacyTypeFilter) async throws -> [LegacyType] {
        try await read { [revisions] connection in
            let types = try connection.all(
                """
                SELECT \(DefinitionRow.columns), \(LegacyProfile.columns) FROM definitions d
                LEFT JOIN legacy_types l ON l.definition_id = d.id WHERE d.kind <> 'ufdl'
                AND ($1 IS NULL OR d.last_modified >= $1) AND ($2 IS NULL OR d.last_modified <= $2)
                ORDER BY d.name, d.version
                """,
                [.time(filter.from), .time(filter.to)]
            ) { try LegacyType($0, revisions, connection) }
            return types.filter(filter.accepts)
        }
    }

    /// One job type with the errors that its mapping names.
    /// - Throws: `EngineError.Code.notFound`, also for UFDL's templates.
    package func legacyType(_ id: Int64) async throws -> (type: LegacyType, errors: [ErrorRow]) {
        try await read { [revisions] connection in
            guard let type = try connection.legacyType(id, revisions) else { throw EngineError.notFound("job type", id) }
            return (type, try connection.errors(mappedBy: type))
        }
    }
}

extension LegacyType {
    fileprivate init(_ row: any SQLRow, _ revisions: RevisionCache, _ connection: any SQLConnection) throws {
        definition = DefinitionRow(row)
        revision = try revisions.revision(definition.revisionID, on: connection)
        profile = try LegacyProfile(row, from: DefinitionRow.columnCount) ?? LegacyProfile(revision.manifest)
    }
}

extension SQLConnection {
    fileprivate func legacyType(_ id: Int64, _ revisions: RevisionCache) throws -> LegacyType? {
        try first(
            """
            SELECT \(DefinitionRow.columns), \(LegacyProfile.columns) FROM definitions d
            LEFT JOIN legacy_types l ON l.definition_id = d.id WHERE d.kind <> 'ufdl' AND d.id = $1
            """,
            [.integer(id)]
        ) { try LegacyType($0, revisions, self) }
    }

    /// Each error that the mapping names, once, by id; names without an error are left out (scale.md §5.3).
    fileprivate func errors(mappedBy type: LegacyType) throws -> [ErrorRow] {
        let names = Set(LegacyErrorMapping.names(type.profile.errorMapping))
        return try names.compactMap { try error(named: $0, jobTypeName: type.definition.name) }.sorted { $0.id < $1.id }
    }
}
