import HTTPSupport
import JSONSupport
import JobEngine

extension UFDLAPI {
    private static let job = [Answer.json(.named("UFDLJob"))]

    static func describeJobs(in api: inout APIDescription) {
        api.define("UFDLJob", .object([
            "pk": .id, "template": .object(["pk": .id, "name": .string, "version": .count]), "parent": .id.orNull,
            "start_time": .timestamp.orNull, "end_time": .timestamp.orNull, "error_reason": .string.orNull,
            "input_values": .any, "parameter_values": .any, "node": .id.orNull,
            "outputs": .array(of: .object(["pk": .id, "name": .string, "type": .string])), "description": .string,
            "is_cancelled": .boolean, "creator": .id.orNull, "creation_time": .timestamp, "deletion_time": .timestamp.orNull,
        ]))
        let change = Operation.Body.json(.openObject(["description?": .string(maximum: 100_000)]))
        api.begin("jobs", "The records of jobs, of every dialect.")
        api.on("/v1/jobs/list", [.post: .list("jobs", of: .named("UFDLJob"))])
        api.on("/v1/jobs/create", [.post: .refused("jobs are made from templates")])
        api.on("/v1/jobs/{pk:int}", [
            .get: Operation(
                "Shows a job, or watches it.",
                details: "As a WebSocket it needs no credentials and tells of every transition; `since` brings what was missed.",
                parameters: [.query("since", .count, "For a WebSocket: the sequence number of the last message seen.")],
                answers: job
            ),
            .put: Operation("Changes the description of a job.", body: change, answers: job),
            .patch: Operation("Changes the description of a job.", body: change, answers: job),
            .delete: Operation("Hides a job.", answers: [.empty()]),
        ])
        api.on("/v1/jobs/{pk:int}/hard", [.delete: Operation("Removes a job for good.", answers: job)])
        api.on("/v1/jobs/{pk:int}/reinstate", [.delete: Operation("Shows a hidden job again.", answers: job)])
    }

    static func describeJobActions(in api: inout APIDescription) {
        let root = "/v1/jobs/{pk:int}"
        let node = [Parameter.nodeID]
        api.begin("running jobs", "What nodes and staff do with jobs; 406 where the job is not in a phase for it.")
        api.on("\(root)/acquire", [.get: Operation("Takes a job for a node.", parameters: node, answers: job)])
        api.on("\(root)/release", [.delete: Operation("Gives a job back before it starts.", parameters: node, answers: job)])
        api.on("\(root)/start", [.post: Operation(
            "Starts a job.", parameters: node, body: .json(.openObject(["send_notification": .string])), answers: job
        )])
        api.on("\(root)/progress/{progress}", [.post: Operation(
            "Tells how far a job is.",
            details: "The progress is a decimal number from 0 to 1; the body is handed to those who watch.",
            parameters: node, body: .json(.anyObject), answers: job
        )])
        api.on("\(root)/finish", [.post: Operation(
            "Ends a job, with an error or without.", parameters: node,
            body: .json(.openObject(["success": .boolean, "send_notification": .string, "error?": .string])), answers: job
        )])
        api.on("\(root)/reset", [.delete: Operation("Makes a failed job ready to run again.", parameters: node, answers: job)])
        api.on("\(root)/abort", [.delete: Operation("Takes a job from its node and lets it run again.", answers: job)])
        api.on("\(root)/cancel", [.delete: Operation("Cancels a job.", answers: job)])
    }
}
