import HTTPSupport
import JSONSupport

extension APIClient {
    static let jobTypesPath = "/v6/job-types/"

    static func jobTypePath(_ name: String, _ version: String? = nil) -> String {
        let path = jobTypesPath + PercentCoding.pathSegment(name) + "/"
        return version.map { path + PercentCoding.pathSegment($0) + "/" } ?? path
    }

    /// All versions of a job type, the newest first, without their manifests.
    /// - Throws: `CommandFailure` also when there is none.
    func jobTypeVersions(_ name: String) async throws -> [JobTypeView] {
        let rows = try await pages(of: Self.jobTypePath(name))
        guard !rows.isEmpty else {
            throw CommandFailure(
                .notFound, "there is no job type \(SafeText.oneLine(name))",
                advice: "`drover types list` shows those that are there."
            )
        }
        return try rows.map(JobTypeView.init)
    }

    /// One version with its manifest; the newest active one when none is named.
    func jobType(_ name: String, version: String?) async throws -> JobTypeView {
        let wanted: String
        if let version {
            wanted = version
        } else {
            let versions = try await jobTypeVersions(name)
            wanted = (versions.first { $0.isActive } ?? versions[0]).version
        }
        return try await JobTypeView(get(Self.jobTypePath(name, wanted), of: "job type \(name) \(wanted)"))
    }

    /// All rows of a v6 list, up to a limit that no person reads through.
    func pages(of path: String, _ query: [Parameter] = [], limit: Int = 10_000) async throws -> [JSON] {
        var rows: [JSON] = []
        var page = 1
        while rows.count < limit {
            let answer = try await get(path, query + [Parameter("page", page), Parameter("page_size", min(limit, 1_000))])
            rows += answer["results"]?.arrayValue ?? []
            guard answer["next"]?.stringValue != nil else { break }
            page += 1
        }
        return Array(rows.prefix(limit))
    }
}
