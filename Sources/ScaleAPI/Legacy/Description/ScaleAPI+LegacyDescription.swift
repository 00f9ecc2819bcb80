import HTTPSupport
import JSONSupport

extension ScaleAPI {
    /// What `/openapi.json` says of the dialect of Scale's first release. It speaks of schemas that a `ScaleDescription`
    /// defines.
    static var legacyDescription: APIDescription {
        var api = APIDescription(
            dialect: "Scale legacy",
            errors: .json(.refusal, """
                A refusal; `detail` names the parameter and the rule. In plain text where a job type is edited; for a \
                path that makes no sense, a page.
                """).or("text/plain").or("text/html")
        )
        defineLegacyTypes(in: &api)
        defineLegacyJobs(in: &api)
        api.begin("job types", "What can be run, with the interfaces of Scale's first release.")
        for prefix in legacyPrefixes { describeLegacyTypes(below: prefix, in: &api) }
        api.begin("statistics", "Which job types run and fail.")
        for prefix in legacyPrefixes { describeLegacyStatistics(below: prefix, in: &api) }
        api.begin("jobs", "Submitting, looking at, canceling and requeueing jobs.")
        for prefix in legacyPrefixes { describeLegacyJobs(below: prefix, in: &api) }
        return api
    }
}

extension Parameter {
    static let legacyPages = [
        Parameter.query("page", .integer(1...Int64.max), "Which page; the first if it is missing."),
        .query(
            "page_size", .integer(1...Int64(LegacyPage.maximumSize)),
            "How many entries a page has; \(LegacyPage.defaultSize) if it is missing."
        ),
    ]
}
