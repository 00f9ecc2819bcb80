import HTTPSupport
import JSONSupport
import JobEngine
import JobModel

extension NativeAPI {
    static func describeJobs(in api: inout APIDescription) {
        defineJobs(in: &api)
        api.begin("jobs", "Submitting, finding and steering jobs.")
        api.on("/api/jobs", [
            .get: Operation(
                "Lists jobs, newest first.",
                details: "A page may hold fewer jobs than asked for, even none; the list ends where `next` is null.",
                parameters: filters + [
                    .query("before", .integer, "Only jobs with smaller ids; `next` has it."),
                    .query("limit", .integer(1...NativeLimits.page), "How many jobs; 100 if it is missing."),
                ],
                answers: [.json(.object(["jobs": .array(of: .object(jobFields)), "next": .string.orNull]))]
            ),
            .post: Operation(
                "Submits one job, or up to 1,000 together.",
                details: "Of several jobs all are taken, or none. The answer is sent when they are on the disk.",
                parameters: [.header(
                    "Idempotency-Key", .string(maximum: 200, minimum: 1),
                    "A repetition of the same body under the same key gets the first answer, with 200."
                )],
                body: .json(.either(.named("Submission"), submissions)),
                answers: [.made(submitted, "Submitted."), .json(submitted, "A repetition: what it made then.")]
            ),
        ])
        api.on("/api/jobs/counts", [.get: Operation(
            "Counts the jobs in each phase.",
            answers: [.json(.object(Fields(JobPhase.allCases.map { ($0.name, Schema.count) })))]
        )])
        describeInterventions(in: &api)
        api.on("/api/jobs/{id:int}", [.get: Operation(
            "Shows a job.", details: "With `wait` and `modified` it answers as soon as the job differs from what is known.",
            parameters: [
                .wait, .query("modified", .timestamp, "The `last_modified` that the caller knows."),
                .query("progress", .fraction, "The progress that the caller knows."),
            ],
            answers: [.json(.named("Job"))]
        )])
        api.on("/api/jobs/{id:int}/executions", [.get: Operation(
            "Lists the attempts at a job.", answers: [.json(.object(["executions": .array(of: .named("Execution"))]))]
        )])
        api.on("/api/activity", [.get: Operation(
            "Tells how jobs ended over the last hours.",
            parameters: [.query("hours", .integer(1...168), "How far back; 3 if it is missing.")],
            answers: [.json(.named("Activity"))]
        )])
    }

    private static func describeInterventions(in api: inout APIDescription) {
        let priority: Fields = ["priority?": .integer.orNull]
        let outcome = [Answer.json(.object(["changed": .count, "skipped": .count]))]
        let condition = "At least one of ids, phases and types has to be given."
        api.on("/api/jobs/cancel", [.post: Operation(
            "Cancels all jobs that match.", details: condition, body: .json(.object(bulkFilter)), answers: outcome
        )])
        api.on("/api/jobs/requeue", [.post: Operation(
            "Queues all jobs that match again.", details: condition, body: .json(.object(bulkFilter + priority)),
            answers: outcome
        )])
        api.on("/api/jobs/{id:int}/cancel", [.post: Operation("Cancels a job.", answers: [.json(.named("Job"))])])
        api.on("/api/jobs/{id:int}/requeue", [.post: Operation(
            "Queues a job again.", body: .json(.object(priority), isRequired: false), answers: [.json(.named("Job"))]
        )])
    }

    private static let filters: [Parameter] = [
        .repeated("phase", .phase, "Jobs in this phase."),
        .repeated("type", .string, "Jobs of the type of this name."),
        .repeated("node", .id, "Jobs on this node, or last on it."),
        .repeated("error", .string, "Jobs with the error of this name."),
        .repeated("error_category", .errorCategory, "Jobs with an error of this category."),
        .query("since", .timestamp, "Jobs whose last change was then or later."),
        .query("until", .timestamp, "Jobs whose last change was then or earlier."),
        .query(
            "text", .string(maximum: JobSearch.longestText),
            "Jobs whose number, type, error or node is called so, or, of the newest, whose description holds it."
        ),
    ]

    private static let bulkFilter: Fields = [
        "ids?": .array(of: .id, count: 0...10_000), "phases?": .array(of: .phase), "types?": .array(of: .string),
    ]

    private static let submissions = Schema.object([
        "jobs": .array(of: .named("Submission"), count: 1...JobEngine.maximumBatch),
    ])

    private static let submitted = Schema.either(.named("Job"), .object(["ids": .array(of: .id)]))

    private static func defineJobs(in api: inout APIDescription) {
        api.define("Submission", .object([
            "job_type": .either(.string, .id).described("The name or the id of a job type."),
            "version?": .string.orNull.described("Of a type given by name; the newest if it is missing."),
            "input?": .openObject(["files?": .map(of: .either(.id, .array(of: .id))), "json?": .anyObject]),
            "configuration?": .anyObject.orNull, "priority?": .integer.orNull,
            "description?": .string(maximum: 4_000).orNull,
        ]))
        api.define("JobError", .object([
            "name": .string, "title": .string, "category": .errorCategory, "message": .string,
        ]))
        api.define("Execution", .object([
            "id": .id, "number": .count, "phase": .phase, "node": node, "exit_code": .integer.orNull,
            "error": .named("JobError").orNull, "queued": .timestamp, "claimed": .timestamp.orNull,
            "started": .timestamp.orNull, "ended": .timestamp.orNull,
        ]))
        api.define("Activity", .object([
            "step_seconds": .count,
            "steps": .array(of: .object(["time": .timestamp, "completed": .count, "failed": .count, "canceled": .count])),
            "failures": .array(of: .object([
                "name": .string, "title": .string, "category": .errorCategory, "count": .count,
            ])),
        ]))
        api.define("Job", .object(jobFields + [
            "input": .anyObject, "output": .object(["files": .map(of: .array(of: file)), "json": .anyObject]).orNull,
            "execution": .id.orNull.described("The latest attempt."), "exit_code": .integer.orNull,
            "waiting": .array(of: .object(["reason": .string, "text": .string])),
        ]))
    }

    private static let node = Schema.object(["id": .id, "hostname": .string]).orNull
    private static let file = Schema.object(["id": .id, "name": .string, "size": .count, "media_type": .string])

    private static let jobFields: Fields = [
        "id": .id, "job_type": .object([
            "id": .id, "kind": .oneOf(["seed", "legacy", "ufdl"]), "name": .string, "version": .string, "title": .string,
        ]),
        "revision": .count, "phase": .phase, "priority": .integer, "progress": .fraction, "description": .string.orNull,
        "attempt": .count, "max_attempts": .count, "node": node, "error": .named("JobError").orNull,
        "resources": .resources, "timeout_seconds": .number.orNull, "created": .timestamp, "queued": .timestamp.orNull,
        "started": .timestamp.orNull, "ended": .timestamp.orNull, "last_modified": .timestamp,
    ]
}
