import HTTPSupport
import JSONSupport

extension ScaleAPI {
    static func describeLegacyTypes(below prefix: String, in api: inout APIDescription) {
        let details = Schema.named("LegacyJobTypeDetails")
        api.on("\(prefix)/job-types/", [.get: Operation(
            "Lists job types.",
            parameters: Parameter.range("Types that changed") + [
                .repeated("name", .string, "Types with this name."),
                .repeated("category", .string, "Types of this category."),
                .order(LegacyTypeOrder.fields, "What to sort by, the most important first; name and version if it is missing."),
            ] + Parameter.legacyPages,
            answers: [.json(.page(of: .named("LegacyJobType")))]
        )])
        api.on("\(prefix)/job-types/create/", [.post: Operation(
            "Adds a job type, or a revision to one that there is.", body: .json(.object(legacyRegistration)),
            answers: [.json(.object(["job_type_id": .id]), "Added.")]
        )])
        api.on("\(prefix)/job-types/{id:int}/", [
            .get: Operation(
                "Shows a job type with its errors and its latest jobs.", answers: [.json(details)]
            ),
            .patch: Operation(
                "Changes a job type.",
                details: """
                    At least one field has to be given; `error_mappings` and `error_mapping` are one. Refusals are in plain \
                    text.
                    """,
                body: .json(.object([
                    "error_mappings?": .errorMapping, "error_mapping?": .errorMapping, "is_paused?": .boolean,
                ])),
                answers: [.json(details, "Changed.", status: 201)]
            ),
        ])
    }

    static func describeLegacyStatistics(below prefix: String, in api: inout APIDescription) {
        let type = Schema.named("ScaleTypeSummary")
        api.on("\(prefix)/job-types/status/", [.get: Operation(
            "Counts the jobs of each type that run, or changed within a time, by phase and category of error.",
            details: "Without `started` the time is the last three hours.",
            parameters: Parameter.range("Jobs that changed") + Parameter.legacyPages,
            answers: [.json(.page(of: .object(["job_type": type, "job_counts": .phaseCounts])))]
        )])
        api.on("\(prefix)/job-types/running/", [.get: Operation(
            "Counts the jobs of each type that run.", parameters: Parameter.legacyPages,
            answers: [.json(.page(of: .object(["job_type": type, "count": .count, "longest_running": .timestamp])))]
        )])
        api.on("\(prefix)/job-types/system-failures/", [.get: Operation(
            "Counts the jobs of each type that the system failed, by error.", parameters: Parameter.legacyPages,
            answers: [.json(.page(of: .object([
                "job_type": type, "error": .named("LegacyError"), "count": .count, "first_error": .timestamp,
                "last_error": .timestamp,
            ])))]
        )])
    }

    private static let legacyRegistration: Fields = [
        "name": .string, "version": .string, "description": .string, "interface": .legacyInterface, "title?": .string,
        "category?": .string, "author_name?": .string, "author_url?": .string, "icon_code?": .string,
        "is_active?": .boolean, "is_operational?": .boolean, "is_paused?": .boolean, "uses_docker?": .boolean,
        "docker_privileged?": .boolean, "docker_image?": .string.described("Needed for a type that uses Docker."),
    ] + legacyNumbers + [
        "error_mapping?": .errorMapping, "error_mappings?": .errorMapping.described("The same as `error_mapping`."),
    ]

    private static let legacyNumbers: Fields = [
        "priority?": .integer.described("Greater than 100; the smaller, the more urgent."),
        "timeout?": .integer.described("Seconds, greater than 0."), "max_tries?": .integer.described("Greater than 0."),
        "cpus_required?": .number.described("Greater than 0."), "mem_required?": .number.described("MiB, greater than 0."),
        "disk_out_const_required?": .number.described("MiB, whatever the input."),
        "disk_out_mult_required?": .number.described("MiB for each MiB of input."),
    ]
}

extension Schema {
    static let legacyInterface = Schema.anyObject.described("An interface of Scale's first release: command, inputs, outputs.")
    static let errorMapping = Schema.openObject(["version?": .string, "exit_codes?": .map(of: .string)])
        .described("Names of errors by exit code.")
}
