import HTTPSupport
import JSONSupport
import JobEngine
import SeedManifest

extension ScaleAPI {
    static func describeLegacyJobs(below prefix: String, in api: inout APIDescription) {
        let job = Schema.named("LegacyJob")
        api.on("\(prefix)/queue/status/", [.get: Operation(
            "Counts the queued jobs of each type.",
            answers: [.json(.object(["queue_status": .array(of: .object([
                "count": .count, "longest_queued": .timestamp, "job_type_name": .string, "job_type_version": .string,
                "highest_priority": .integer, "is_job_type_paused": .boolean,
            ]))]))]
        )])
        api.on("\(prefix)/queue/new-job/", [.post: Operation(
            "Submits a job.", body: .json(.object(["job_type_id": .id, "job_data?": legacyData])),
            answers: [.made(job, "Submitted.")]
        )])
        api.on("\(prefix)/queue/requeue-job/", [.post: Operation(
            "Queues a job again that was canceled or failed.", body: .json(.object(["job_id": .id])),
            answers: [.json(job, "Queued.")]
        )])
        api.on("\(prefix)/jobs/{id:int}/", [
            .get: Operation("Shows a job with the attempts at it.", answers: [.json(job)]),
            .patch: Operation(
                "Cancels a job.", body: .json(.object(["status": .exactly("CANCELED")])),
                answers: [.json(job, "Canceled.", status: 201)]
            ),
        ])
    }

    static func defineLegacyJobs(in api: inout APIDescription) {
        api.define("LegacyJob", .object(legacyJobHead + legacyJobTimes + [
            "data": .object([
                "version": .exactly("1.0"), "input_data": .array(of: input), "output_data": .array(of: workspace),
            ]),
            "results": .object(["version": .exactly("1.0"), "output_data": .array(of: legacyFiles)]),
            "input_files": .array(of: .named("ScaleFile")), "products": .array(of: .named("ScaleFile")),
            "recipes": .array(of: .any, count: 0...0), "job_exes": .array(of: .named("LegacyExecution")),
        ]))
        api.define("LegacyExecution", .object([
            "id": .id, "status": .status, "timeout": .count, "job_started": .timestamp.orNull,
            "job_completed": .timestamp.orNull, "job_exit_code": .integer.orNull, "created": .timestamp,
            "queued": .timestamp.orNull, "started": .timestamp.orNull, "ended": .timestamp.orNull,
            "last_modified": .timestamp, "node": .nodeName.orNull, "error": .named("LegacyError").orNull,
        ]))
    }

    private static let legacyJobHead: Fields = [
        "id": .id, "job_type": .named("LegacyJobType"),
        "job_type_rev": .object([
            "id": .id, "job_type": .idOnly, "revision_num": .count, "interface": .legacyInterface, "created": .timestamp,
        ]),
        "event": .event, "error": .named("LegacyError").orNull, "status": .status, "priority": .integer, "num_exes": .count,
        "timeout": .count.described("Seconds; 0 for no limit."), "max_tries": .count, "cpus_required": .number,
        "mem_required": .number, "disk_in_required": .number, "disk_out_required": .number,
    ]

    private static let legacyJobTimes: Fields = [
        "created": .timestamp, "queued": .timestamp.orNull, "started": .timestamp.orNull, "ended": .timestamp.orNull,
        "last_status_change": .timestamp, "last_modified": .timestamp,
    ]

    private static let legacyFiles = Schema.either(
        .object(["name": .string, "file_id": .id]), .object(["name": .string, "file_ids": .array(of: .id)])
    )
    private static let input = Schema.either(.object(["name": .string, "value": .any]), legacyFiles)
    private static let workspace = Schema.object(["name": .string, "workspace_id": .id])

    /// As `LegacyJobData` reads it.
    private static let legacyData: Schema = {
        let most = 0...JobEngine.maximumBatch
        let files = Schema.array(of: .id, count: 0...JobInput.maximumFiles)
        return .object([
            "version?": .exactly("1.0"),
            "input_data?": .array(of: .either(
                .openObject(["name": .string, "value": .any]), .openObject(["name": .string, "file_id": .id]),
                .openObject(["name": .string, "file_ids": files])
            ), count: most),
            "output_data?": .array(of: .openObject(["name": .string, "workspace_id": .id]), count: most),
        ])
    }()
}
