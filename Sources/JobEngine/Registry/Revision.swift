import JSONSupport
import JobModel
import SeedManifest
import Storage
import Synchronization

/// One numbered content of a definition. It never changes, so it may be kept in memory.
package struct Revision: Sendable {
    package let id: Int64
    package let definitionID: Int64
    package let number: Int64
    package let name: String
    package let version: String
    package let title: String
    package let dockerImage: String
    /// The manifest as stored: defaults filled in.
    package let manifestText: String
    package let manifest: SeedManifest
    /// The interface of a legacy job type, from which the manifest was derived; nil for any other.
    package let interfaceText: String?
    package let created: Timestamp
    /// What the manifest says of it to the clients of 2015.
    let profile: LegacyProfile

    var hasSecretSettings: Bool {
        manifest.settings.contains { $0.isSecret }
    }

    /// The name of the error that the manifest gives to an exit code.
    func errorName(forExitCode code: Int64?) -> String? {
        code.flatMap { manifest.error(forExitCode: $0)?.name }
    }
}

/// Parsed revisions by id: a job's manifest is needed at submit, claim and failure, and parsing it each time would cost
/// more than the rest of the request.
final class RevisionCache: Sendable {
    /// How many revisions are kept; enough for every type that is in use at a time.
    private static let limit = 2_000

    private let revisions = Mutex<[Int64: Revision]>([:])

    /// - Throws: `EngineError.Code.notFound` for an id that no revision has.
    func revision(_ id: Int64, on connection: any SQLConnection) throws -> Revision {
        if let known = revisions.withLock({ $0[id] }) { return known }
        guard let loaded = try connection.revision(id) else { throw EngineError.notFound("revision", id) }
        revisions.withLock { revisions in
            if revisions.count >= Self.limit { revisions.removeAll() }
            revisions[id] = loaded
        }
        return loaded
    }
}

extension SQLConnection {
    fileprivate func revision(_ id: Int64) throws -> Revision? {
        try first(
            """
            SELECT r.id, r.definition_id, r.revision_num, d.name, d.version, d.title, r.docker_image, r.manifest, r.interface, \
            r.created
            FROM definition_revisions r JOIN definitions d ON d.id = r.definition_id WHERE r.id = $1
            """,
            [.integer(id)]
        ) { row in
            let manifest = try SeedManifest.stored(row.text(7))
            return Revision(
                id: row.int(0), definitionID: row.int(1), number: row.int(2), name: row.text(3), version: row.text(4),
                title: row.text(5), dockerImage: row.text(6), manifestText: row.text(7), manifest: manifest,
                interfaceText: row.optionalText(8), created: row.time(9), profile: LegacyProfile(manifest)
            )
        }
    }
}
