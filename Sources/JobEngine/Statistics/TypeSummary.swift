import JobModel
import Storage

/// A job type with what the statistics of Scale show of it (scale.md §2.9).
package struct TypeSummary: Sendable {
    package let row: DefinitionRow
    package let profile: LegacyProfile

    static let selection = """
        SELECT \(DefinitionRow.columns), \(LegacyProfile.columns) FROM definitions d
        LEFT JOIN legacy_types l ON l.definition_id = d.id
        """

    /// - Parameter row: of `selection`.
    init(_ row: any SQLRow, _ revisions: RevisionCache, _ connection: any SQLConnection) throws {
        let definition = DefinitionRow(row)
        self.row = definition
        profile = switch definition.kind {
        case .ufdl: LegacyProfile()
        case .seed: try revisions.revision(definition.revisionID, on: connection).profile
        case .legacy: try LegacyProfile(row, from: DefinitionRow.columnCount) ?? LegacyProfile()
        }
    }
}

extension SQLConnection {
    func summaries(_ ids: [Int64], _ revisions: RevisionCache) throws -> [TypeSummary] {
        try ids.compactMap { id in
            try first("\(TypeSummary.selection) WHERE d.id = $1", [.integer(id)]) {
                try TypeSummary($0, revisions, self)
            }
        }
    }
}
