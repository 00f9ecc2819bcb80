import HTTPSupport
import JSONSupport
import JobEngine
import JobModel

/// What `/openapi.json` says of this dialect.
extension NativeAPI {
    package static var description: APIDescription {
        var api = APIDescription(
            dialect: "Drover",
            errors: .json(.object(["detail": .string]), "A refusal; `detail` names the field and the rule.")
        )
        describeJobs(in: &api)
        describeEvents(in: &api)
        describeLogs(in: &api)
        describeFiles(in: &api)
        describeNodes(in: &api)
        describeTemplateForms(in: &api)
        describeAccounts(in: &api)
        describeWorkers(in: &api)
        return api
    }
}

extension Schema {
    static let phase = Schema.oneOf(JobPhase.allCases.map(\.name))
    static let errorCategory = Schema.oneOf(ErrorCategory.allCases.map(\.rawValue))
    static let resources = Schema.map(of: .number).described("Amounts by name, such as cpus, mem and disk in MiB, gpus.")
    static let fraction = Schema.number(0...1)
    static let waitSeconds = Schema.integer(0...NativeLimits.wait)
}

extension Parameter {
    static let wait = Parameter.query("wait", .waitSeconds, "How many seconds to wait for a change.")
}
