import HTTPSupport
import JSONSupport

extension ScaleDescription {
    func describeTypeStatistics(in api: inout APIDescription) {
        api.begin("statistics", "Which job types run, wait and fail. They read counters, however many jobs there are.")
        api.on("\(root)/job-types/status/", [.get: Operation(
            "Counts the jobs of each type that run, or changed within a time, by phase and category of error.",
            details: "Without `started` the time is the last three hours.",
            parameters: Parameter.range("Jobs that changed") + [.isActive] + Parameter.pages,
            answers: [.json(.page(of: .object(["job_type": .named(typeSummary), "job_counts": .phaseCounts])))]
        )])
        for (phase, text) in [("pending", "wait for other jobs"), ("running", "run")] {
            api.on("\(root)/job-types/\(phase)/", [.get: Operation(
                "Counts the jobs of each type that \(text).", parameters: Parameter.pages,
                answers: [.json(.page(of: .object([
                    "job_type": .named(typeSummary), "count": .count, "longest_\(phase)": .timestamp,
                ])))]
            )])
        }
        api.on("\(root)/job-types/system-failures/", [.get: Operation(
            "Counts the jobs of each type that the system failed, by error.", parameters: Parameter.pages,
            answers: [.json(.page(of: .object([
                "job_type": .named(typeSummary), "error": .named("ScaleError"), "count": .count,
                "first_error": .timestamp, "last_error": .timestamp,
            ])))]
        )])
    }
}
