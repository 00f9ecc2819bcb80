import JobModel
import Storage

/// A job type with what the statistics of Scale show of it (scale.md §2.9).
package struct TypeSummary: Sendable {
    package let row: DefinitionRow
    package let profile: LegacyProfile
}

extension SQLConnection {
    func summaries(_ ids: [Int64], _ revisions: RevisionCache) throws -> [TypeSummary] {
        try ids.compactMap { id in
            guard let row = try definition(id) else { return nil }
            return try summary(row, revisions)
        }
    }

    func summary(_ row: DefinitionRow, _ revisions: RevisionCache) throws -> TypeSummary {
        let profile: LegacyProfile? = switch row.kind {
        case .ufdl: LegacyProfile()
        case .seed: LegacyProfile(try revisions.revision(row.revisionID, on: self).manifest)
        case .legacy:
            try first(
                "SELECT \(LegacyProfile.columns) FROM legacy_types l WHERE l.definition_id = $1", [.integer(row.id)]
            ) { try LegacyProfile($0, from: 0) } ?? nil
        }
        return TypeSummary(row: row, profile: profile ?? LegacyProfile())
    }
}
