import HTTPSupport
import JSONSupport
import JobEngine

extension NativeAPI {
    static func describeFiles(in api: inout APIDescription) {
        api.define("File", .object([
            "id": .id, "file_id": .id, "name": .string, "media_type": .string, "size": .count, "digest": .string.orNull,
            "workspace_id": .id.orNull, "path": .string.orNull, "job": .id.orNull, "output": .string.orNull,
            "created": .timestamp,
        ]))
        api.begin("files", "Inputs and outputs of jobs.")
        let mediaType = Parameter.query("media_type", .string(maximum: 250), "Guessed from the name if it is missing.")
        api.on("/api/files", [.post: Operation(
            "Stores a file.",
            parameters: [
                .query("name", .string(maximum: 250, minimum: 1), "The name of the file.", isRequired: true), mediaType,
                .query("workspace", .string, "The name of the workspace to store it in."),
            ],
            body: .bytes, answers: [.made(.named("File"), "Stored.")]
        )])
        api.on("/api/files/{id:int}", [
            .get: Operation("Describes a file.", answers: [.json(.named("File"))]),
            .delete: Operation("Removes a file.", answers: [.empty()]),
        ])
        api.on("/api/files/{id:int}/content", [.get: Operation(
            "Reads a file, or the part of it that `Range` names.",
            answers: [.file(), .file("The part.", status: 206), .empty("Not changed since the `ETag` that is known.", status: 304)]
        )])
        api.on("/api/executions/{id:int}/outputs/{output}/{name}", [.put: Operation(
            "Stores a file that an attempt has made.", parameters: [mediaType], body: .bytes,
            answers: [.json(.named("File"), "Stored.", status: 201)]
        )])
    }

    static func describeNodes(in api: inout APIDescription) {
        api.begin("nodes", "The machines that run jobs.")
        api.on("/api/nodes", [.get: Operation(
            "Lists the nodes.", answers: [.json(.object(["nodes": .array(of: .object([
                "id": .id, "hostname": .string, "version": .string, "resources": .resources, "is_active": .boolean,
                "is_paused": .boolean, "pause_reason": .string.orNull, "is_online": .boolean, "last_seen": .timestamp,
                "created": .timestamp,
            ]))]))]
        )])
        api.on("/api/nodes/{id:int}", [.patch: Operation(
            "Pauses a node, or lets it work again.",
            body: .json(.object(["is_paused": .boolean, "pause_reason?": .string.orNull])), answers: [.empty()]
        )])
    }
}
