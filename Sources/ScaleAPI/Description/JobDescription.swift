import HTTPSupport
import JSONSupport
import SeedManifest

extension ScaleDescription {
    func describeJobs(in api: inout APIDescription) {
        defineJobs(in: &api)
        api.begin("jobs", "Submitting, finding and steering jobs, and the attempts at them.")
        api.on("\(root)/jobs/", [
            .get: Operation(
                "Lists jobs.", parameters: Self.filters + Parameter.pages,
                answers: [.json(.page(of: .named("ScaleJobInList")))]
            ),
            .post: Operation(
                "Submits a job.",
                body: .json(.object(["job_type_id": .id, "input": Self.input, "configuration?": .configuration])),
                answers: [.made(.named("ScaleJob"), "Submitted.")]
            ),
        ])
        describeBulkCommands(in: &api)
        api.on("\(root)/jobs/{id:int}/", [.get: Operation("Shows a job.", answers: [.json(.named("ScaleJob"))])])
        api.on("\(root)/jobs/{id:int}/input_files/", [.get: Operation(
            "Lists the files that a job was given.", parameters: Parameter.pages,
            answers: [.json(.page(of: .named("ScaleFile")))]
        )])
        api.on("\(root)/jobs/{id:int}/executions/", [.get: Operation(
            "Lists the attempts at a job, the latest first.", parameters: Parameter.pages,
            answers: [.json(.page(of: .named("ScaleExecution")))]
        )])
        api.on("\(root)/jobs/{id:int}/executions/{number:int}/", [.get: Operation(
            "Shows an attempt at a job; the first has the number 1.", answers: [.json(.named("ScaleExecution"))]
        )])
    }

    private func describeBulkCommands(in api: inout APIDescription) {
        let details = "At least one field has to be given; an empty list means no job. All is done when the answer comes."
        api.on("\(root)/jobs/cancel/", [.post: Operation(
            "Cancels all jobs that match.", details: details, body: .json(.object(Self.bulkFilter)),
            answers: [.empty("Canceled.", status: 202)]
        )])
        api.on("\(root)/jobs/requeue/", [.post: Operation(
            "Queues all jobs again that match and were canceled or failed.", details: details,
            body: .json(.object(Self.bulkFilter + ["priority?": .integer])), answers: [.empty("Queued.", status: 202)]
        )])
    }

    private static let input = Schema.object([
        "version?": .string,
        "files?": .map(of: .either(.id, .array(of: .id, count: 0...JobInput.maximumFiles))).orNull,
        "json?": .anyObject.orNull,
    ])

    private static let filters: [Parameter] = Parameter.range("Jobs that changed") + [
        .repeated("status", .status, "Jobs in this phase."), .repeated("job_id", .id, "The job with this id."),
        .repeated("job_type_id", .id, "Jobs of the type with this id."),
        .repeated("job_type_name", .string, "Jobs of the types with this name."),
        .repeated("job_type_version", .string, "Jobs of types with this version."),
        .repeated("error_id", .id, "Jobs with this error."),
        .repeated("error_category", .errorCategory, "Jobs with an error of this category."),
        .repeated("node_id", .id, "Jobs on this node, or last on it."),
        .repeated("batch_id", .id, "There are no batches: matches nothing."),
        .repeated("recipe_id", .id, "There are no recipes: matches nothing."),
        .query("is_superseded", .boolean, "Nothing is superseded: true matches nothing."),
        .order(ScaleAPI.jobOrderFields, "What to sort by; the last one counts; the last change if it is missing."),
    ]

    private static let bulkFilter: Fields = [
        "started?": .moment, "ended?": .moment, "statuses?": .array(of: .status), "job_ids?": .array(of: .id),
        "job_type_ids?": .array(of: .id), "job_types?": .array(of: .openObject(["name": .string, "version": .string])),
        "error_categories?": .array(of: .errorCategory), "error_ids?": .array(of: .id), "batch_ids?": .array(of: .id),
        "recipe_ids?": .array(of: .id),
    ]
}
