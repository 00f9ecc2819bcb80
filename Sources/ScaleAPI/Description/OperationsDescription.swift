import HTTPSupport
import JSONSupport
import JobEngine

extension ScaleDescription {
    func describeNodes(in api: inout APIDescription) {
        api.define("ScaleNode", .object([
            "id": .id, "hostname": .string, "pause_reason": .string.orNull, "is_paused": .boolean, "is_active": .boolean,
            "deprecated": .timestamp.orNull, "created": .timestamp, "last_modified": .timestamp,
        ]))
        api.begin("nodes", "The machines that run jobs.")
        api.on("\(root)/nodes/", [.get: Operation(
            "Lists the nodes.", parameters: [.isActive] + Parameter.pages,
            answers: [.json(.page(of: .named("ScaleNode")))]
        )])
        api.on("\(root)/nodes/{id:int}/", [
            .get: Operation("Shows a node.", answers: [.json(.named("ScaleNode"))]),
            .patch: Operation(
                "Pauses a node, takes it out of service, or the reverse.", details: "At least one field has to be given.",
                body: .json(.object(["is_paused?": .boolean, "pause_reason?": .string, "is_active?": .boolean])),
                answers: [.empty("Changed.")]
            ),
        ])
    }

    func describeQueue(in api: inout APIDescription) {
        api.begin("queue", "What waits, and how much waited and ran over time.")
        api.on("\(root)/queue/status/", [.get: Operation(
            "Counts the queued jobs of each type, the most urgent first.", parameters: Parameter.pages,
            answers: [.json(.page(of: .object([
                "job_type": .named(typeSummary), "count": .count, "longest_queued": .timestamp,
                "highest_priority": .integer,
            ])))]
        )])
        let days = LoadSample.longestRange.components.seconds / 86_400
        api.on("\(root)/load/", [.get: Operation(
            "Tells how many jobs waited and ran each minute.",
            details: "Without `started` the last seven days; \(days) days at the most.",
            parameters: Parameter.range("Samples taken") + [
                .repeated("job_type_id", .id, "Jobs of the type with this id."),
                .repeated("job_type_name", .string, "Jobs of the types with this name."),
            ] + Parameter.pages,
            answers: [.json(.page(of: .object([
                "time": .timestamp, "pending_count": .count, "queued_count": .count, "running_count": .count,
            ])))]
        )])
    }

    func describeAccounts(in api: inout APIDescription) {
        api.begin("accounts", "Who is logged in.")
        api.on("\(root)/accounts/profile/", [.get: Operation(
            "Shows the user whose credentials these are.",
            answers: [.json(.object([
                "id": .id, "username": .string, "email": .string, "first_name": .string, "last_name": .string,
                "is_staff": .boolean,
            ]))]
        )])
        let faults = Schema.map(of: .array(of: .string)).described("Faults by field.")
        api.on("\(root)/api-token-auth/", [.post: Operation(
            "Answers the token of a user, for `Authorization: Token …`.", details: "The same until its key is revoked.",
            body: .json(.openObject(["username": .string, "password": .string])),
            answers: [.json(.object(["token": .string])), .json(.either(faults, .refusal), "A refusal.", status: 400)]
        )])
    }
}
