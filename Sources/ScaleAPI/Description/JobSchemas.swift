import HTTPSupport
import JSONSupport

extension ScaleDescription {
    func defineJobs(in api: inout APIDescription) {
        api.define("ScaleJobInList", .object(Self.jobFields))
        api.define("ScaleJob", .object(Self.jobFields + [
            "input": Self.data, "output": Self.data, "input_files": .map(of: .array(of: .named("ScaleFile"))),
            "execution": .named("ScaleExecution").orNull.described("The latest attempt."),
            "configuration": .configuration,
        ]))
        api.define("ScaleExecution", .object([
            "id": .id, "status": .status, "exe_num": .count, "cluster_id": .string, "created": .timestamp,
            "queued": .timestamp.orNull, "started": .timestamp.orNull, "ended": .timestamp.orNull, "job": .idOnly,
            "node": .nodeName.orNull, "error": .named("ScaleError").orNull, "job_type": .named("ScaleJobTypeOfJob"),
            "timeout": Self.timeout, "input_file_size": Self.inputSize, "task_results": Self.taskResults,
            "configuration": .configuration, "output": Self.data.orNull, "last_modified": .timestamp,
        ]))
    }

    private static let jobFields: Fields = head + times + Fields(
        JSONWriter.absentJobFields.map { ("\($0)", Schema.exactly(.null)) }
    )

    private static let head: Fields = [
        "id": .id, "job_type": .named("ScaleJobTypeOfJob"),
        "job_type_rev": .object([
            "id": .id, "job_type": .named("ScaleJobTypeOfJob"), "revision_num": .count, "docker_image": .string,
            "created": .timestamp, "manifest": .manifest,
        ]),
        "event": .event, "node": .nodeName.orNull, "error": .named("ScaleError").orNull, "status": .status,
        "priority": .integer, "progress": .number(0...1), "num_exes": .count, "max_tries": .count, "timeout": timeout,
        "input_file_size": inputSize,
        "resources": .object(["resources": .map(of: .number).described("Amounts by name: cpus; mem and disk in MiB; gpus.")]),
    ]

    private static let times: Fields = [
        "created": .timestamp, "queued": .timestamp.orNull, "started": .timestamp.orNull, "ended": .timestamp.orNull,
        "last_status_change": .timestamp, "last_modified": .timestamp, "is_superseded": .exactly(false),
    ]

    private static let timeout = Schema.integer.orNull.described("Seconds.")
    private static let inputSize = Schema.number.described("MiB.")
    private static let data = Schema.object(["files": .map(of: .array(of: .id)), "json": .anyObject])

    private static let taskResults = Schema.object(["tasks": .array(of: .object([
        "task_id": .string, "type": .exactly("main"), "was_launched": .exactly(true), "started": .timestamp,
        "ended": .timestamp.orNull, "exit_code": .integer.orNull,
    ]))]).orNull
}
