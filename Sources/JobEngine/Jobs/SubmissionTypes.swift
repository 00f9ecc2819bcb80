import JobModel
import SeedManifest
import Storage
import Synchronization

/// What a submit needs to know of a job type.
struct SubmissionType: Sendable {
    let definition: DefinitionRow
    let revision: Revision
    let priority: Int64
}

/// The job types that are being submitted, by the way they are named. Only the writer fills it, and every change of the
/// registry empties it in the same unit of work, so it never knows more or less than the database.
final class SubmissionTypes: Sendable {
    private static let limit = 2_000

    private let known = Mutex<[Submission.Definition: SubmissionType]>([:])

    /// Forgets everything: after a change of the registry, or when a group of writes was lost.
    func removeAll() {
        known.withLock { $0 = [:] }
    }

    /// - Throws: `EngineError`: not found, or invalid for a type that takes no new jobs.
    func type(
        _ wanted: Submission.Definition, _ connection: any SQLConnection, _ revisions: RevisionCache
    ) throws -> SubmissionType {
        if let type = known.withLock({ $0[wanted] }) { return type }
        let definition = try find(wanted, connection)
        guard definition.kind != .ufdl else {
            throw EngineError.invalid(
                "job_type",
                "\(definition.name) is a UFDL template; POST /v1/job-templates/\(definition.id)/create-job makes its jobs."
            )
        }
        guard definition.isActive else {
            throw EngineError.invalid(
                "job_type", "The job type \(definition.name) \(definition.version) is not active and takes no new jobs."
            )
        }
        let type = SubmissionType(
            definition: definition,
            revision: try revisions.revision(definition.revisionID, on: connection),
            priority: JobConfiguration.storedPriority(definition.configuration)
        )
        known.withLock { known in
            if known.count >= Self.limit { known = [:] }
            known[wanted] = type
        }
        return type
    }

    private func find(_ wanted: Submission.Definition, _ connection: any SQLConnection) throws -> DefinitionRow {
        switch wanted {
        case .id(let id):
            guard let definition = try connection.definition(id) else { throw EngineError.notFound("job type", id) }
            return definition
        case .named(let name, let version):
            let definition = try version.map { try connection.definition(name: name, version: $0) }
                ?? connection.latestDefinition(name: name)
            guard let definition else {
                throw EngineError.notFound("job type", version.map { "\(name) \($0)" } ?? name)
            }
            return definition
        }
    }
}
