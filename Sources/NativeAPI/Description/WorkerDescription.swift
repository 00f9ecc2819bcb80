import HTTPSupport
import JSONSupport
import JobEngine

extension NativeAPI {
    static func describeWorkers(in api: inout APIDescription) {
        defineClaims(in: &api)
        api.begin("workers", "What workers call; docs/worker-protocol.md tells in which order.")
        api.on("/api/nodes/register", [.post: Operation(
            "Registers a node.",
            body: .json(.openObject([
                "hostname": .string, "incarnation": .string.described("Another text after each start of the worker."),
                "version?": .string.orNull, "resources": .resources,
            ])),
            answers: [.json(.object(["node_id": .id, "lease_seconds": .count, "heartbeat_seconds": .count]))]
        )])
        api.on("/api/nodes/{id:int}/claim", [.post: Operation(
            "Asks for work.",
            body: .json(.openObject([
                "incarnation": .string, "max?": .integer(1...Int64(JobEngine.maximumBatch)).orNull, "free": .resources,
                "start?": .boolean.orNull.described("Whether they count as started at once."),
                "wait_seconds?": .waitSeconds.orNull,
            ])),
            answers: [.json(.named("Claim"))]
        )])
        api.on("/api/nodes/{id:int}/heartbeat", [.post: Operation(
            "Renews the leases of what runs, and tells how far it is.",
            body: .json(.openObject([
                "incarnation": .string,
                "executions": .array(of: .openObject(["id": .id, "progress?": .fraction.orNull])),
            ])),
            answers: [.json(.object([
                "cancel": .array(of: .id), "lost": .array(of: .id), "lease_seconds": .count,
            ]))]
        )])
        describeExecutions(in: &api)
    }

    private static func describeExecutions(in api: inout APIDescription) {
        let one = [Answer.json(.named("ExecutionAnswer"))]
        let many = [Answer.json(.object(["results": .array(of: .named("ExecutionAnswer"))]))]
        api.on("/api/executions/start", [.post: Operation(
            "Marks several executions as running.",
            body: .json(.openObject(["executions": .array(of: .openObject(["id": .id]))])), answers: many
        )])
        api.on("/api/executions/finish", [.post: Operation(
            "Reports how several executions ended.",
            body: .json(.openObject(["results": .array(of: .openObject(["id": .id] + result))])), answers: many
        )])
        api.on("/api/executions/{id:int}/start", [.post: Operation("Marks an execution as running.", answers: one)])
        api.on("/api/executions/{id:int}/progress", [.post: Operation(
            "Tells how far an execution is.", body: .json(.openObject(["progress": .number])), answers: one
        )])
        api.on("/api/executions/{id:int}/finish", [.post: Operation(
            "Reports how an execution ended.", body: .json(.openObject(result)), answers: one
        )])
        api.on("/api/executions/{id:int}/release", [.post: Operation(
            "Gives an execution back, without using up an attempt.", answers: one
        )])
    }

    private static let result: Fields = [
        "outcome": .oneOf(["succeeded", "failed"]), "exit_code?": .integer.orNull,
        "error?": .string.orNull.described("The name of an error of the manifest, or of a built-in one."),
        "message?": .string.orNull,
        "output?": .openObject(["files?": .map(of: .array(of: .id)), "json?": .anyObject]).orNull,
        "metadata?": .map(of: .anyObject).orNull.described("GeoJSON by the id of the file that it describes."),
    ]

    private static func defineClaims(in api: inout APIDescription) {
        api.define("ExecutionAnswer", .object([
            "id": .integer, "accepted": .boolean, "phase": .either(.phase, .exactly(.null)), "reason?": .string,
        ]))
        api.define("Claim", .object([
            "executions": .array(of: .object([
                "id": .id.described("The fencing token."), "job_id": .id, "exe_num": .count, "revision": .id,
                "input": .anyObject, "configuration": .anyObject, "resources": .resources, "input_bytes": .count,
                "timeout_seconds": .number.orNull, "priority": .integer,
            ])),
            "revisions": .map(of: .object([
                "definition_id": .id, "name": .string, "version": .string, "title": .string, "docker_image": .string,
                "manifest": .anyObject, "interface?": .anyObject,
            ])),
        ]))
    }
}
