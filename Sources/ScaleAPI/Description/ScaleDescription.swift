import HTTPSupport
import JSONSupport

/// What `/openapi.json` says of one face of this dialect.
struct ScaleDescription: Sendable {
    let release: ScaleRelease
    /// What all paths begin with, as in `ScaleAPI`.
    let root: String

    var whole: APIDescription {
        var api = APIDescription(
            dialect: release.title,
            errors: .json(
                .refusal, "A refusal; `detail` names the parameter and the rule. For a path that makes no sense, a page."
            ).or("text/html")
        )
        defineShared(in: &api)
        describeJobTypes(in: &api)
        describeTypeStatistics(in: &api)
        describeJobs(in: &api)
        describeLogs(in: &api)
        describeFiles(in: &api)
        describeErrors(in: &api)
        describeNodes(in: &api)
        describeQueue(in: &api)
        describeScheduler(in: &api)
        describeAccounts(in: &api)
        return api
    }
}

extension ScaleAPI {
    /// What `/openapi.json` says of the paths that `addRoutes` adds.
    /// - Parameter root: as in `init`.
    package static func descriptions(of release: ScaleRelease, below root: String) -> [APIDescription] {
        let own = ScaleDescription(release: release, root: root).whole
        return release.hasLegacyFace ? [own, legacyDescription] : [own]
    }
}

extension ScaleRelease {
    fileprivate var title: String {
        switch self {
        case .v6: "Scale v6"
        case .v7: "Scale v7"
        }
    }
}
