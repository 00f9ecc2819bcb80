import JobModel
import JSONSupport
import SeedManifest
import Storage

/// A job type with what the statistics of Scale show of it (scale.md §2.9).
package struct TypeSummary: Sendable {
    package let row: DefinitionRow
    package let authorName: String?
    package let authorURL: String?
}

extension SQLConnection {
    func summaries(_ ids: [Int64], _ revisions: RevisionCache) throws -> [TypeSummary] {
        try ids.compactMap { id in
            guard let row = try definition(id) else { return nil }
            return try summary(row, revisions)
        }
    }

    func summary(_ row: DefinitionRow, _ revisions: RevisionCache) throws -> TypeSummary {
        guard row.kind != .ufdl else { return TypeSummary(row: row, authorName: nil, authorURL: nil) }
        let maintainer = try revisions.revision(row.revisionID, on: self).manifest.json["job"]?["maintainer"]
        return TypeSummary(
            row: row, authorName: maintainer?["name"]?.stringValue, authorURL: maintainer?["url"]?.stringValue
        )
    }
}
