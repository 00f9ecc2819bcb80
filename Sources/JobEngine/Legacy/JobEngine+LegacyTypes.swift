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
                \(TypeSummary.selection) WHERE d.kind <> 'ufdl'
                AND ($1 IS NULL OR d.last_modified >= $1) AND ($2 IS NULL OR d.last_modified <= $2)
                ORDER BY d.name, d.version
                """,
                [.time(filter.from), .time(filter.to)]
            ) { try LegacyType($0, revisions, connection) }
            return types.filter(filter.accepts)
        }
    }

    /// One job type.
    /// - Throws: `EngineError.Code.notFound`, also for UFDL's templates.
    package func legacyType(_ id: Int64) async throws -> LegacyType {
        try await read { [revisions] connection in try connection.requireLegacyType(id, revisions) }
    }

    /// One job type with the errors that its mapping names, and its jobs whose last change of status was not before a
    /// moment, by phase and category (scale.md §5.3), for each of some moments, in one snapshot.
    /// - Throws: `EngineError.Code.notFound`, also for UFDL's templates.
    package func legacyTypeReport(
        _ id: Int64, since moments: [Timestamp]
    ) async throws -> (type: LegacyType, errors: [ErrorRow], counts: [[PhaseCount]]) {
        try await read { [revisions] connection in
            let type = try connection.requireLegacyType(id, revisions)
            let groups = try connection.groupCounts(definitions: [id], since: moments, until: nil)
            return (type, try connection.errors(mappedBy: type), groups.map(PhaseCount.merged))
        }
    }
}

extension LegacyType {
    /// - Parameter row: of `TypeSummary.selection`.
    fileprivate init(_ row: any SQLRow, _ revisions: RevisionCache, _ connection: any SQLConnection) throws {
        definition = DefinitionRow(row)
        revision = try revisions.revision(definition.revisionID, on: connection)
        profile = try LegacyProfile(row, from: DefinitionRow.columnCount) ?? revision.profile
    }
}

extension SQLConnection {
    fileprivate func requireLegacyType(_ id: Int64, _ revisions: RevisionCache) throws -> LegacyType {
        let type = try first("\(TypeSummary.selection) WHERE d.kind <> 'ufdl' AND d.id = $1", [.integer(id)]) {
            try LegacyType($0, revisions, self)
        }
        guard let type else { throw EngineError.notFound("job type", id) }
        return type
    }

    /// Each error that the mapping names, once, by id; names without an error are left out (scale.md §5.3).
    fileprivate func errors(mappedBy type: LegacyType) throws -> [ErrorRow] {
        let names = Set(LegacyErrorMapping.names(type.profile.errorMapping))
        return try names.compactMap { try error(named: $0, jobTypeName: type.definition.name) }.sorted { $0.id < $1.id }
    }
}
