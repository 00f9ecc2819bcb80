import HTTPSupport
import JSONSupport
import JobEngine

extension UFDLAPI {
    private static let output = [Answer.json(.named("Output"))]
    private static let data = [
        Answer.file("The bytes.", mediaType: "application/data"),
        Answer.file("The part that `Range` asked for.", mediaType: "application/data", status: 206),
    ]

    static func describeOutputs(in api: inout APIDescription) {
        api.define("Output", .object([
            "pk": .id.orNull, "job": .id, "name": .string, "type": .string, "creator": .id.orNull,
            "creation_time": .timestamp, "deletion_time": .timestamp.orNull,
        ]))
        let path = "/v1/jobs/{pk:int}/outputs/{name}/{type}"
        api.begin("job outputs", "What jobs have made.")
        api.on(path, [
            .get: Operation("Reads an output.", answers: data),
            .post: Operation(
                "Adds an output, as the node of the job or as staff.",
                parameters: [
                    .nodeID, .header("Content-Disposition", .string, "Needed, with a file name, as the original asks for it."),
                ],
                body: .bytes, answers: output
            ),
            .delete: Operation("Hides an output, for staff.", answers: output),
        ])
        api.on("\(path)/info", [.get: Operation("Describes an output.", answers: output)])
        describeCollection(in: &api)
    }

    private static func describeCollection(in api: inout APIDescription) {
        let root = "/v1/job-outputs"
        api.on("\(root)/list", [.post: .list("outputs", of: .named("Output"))])
        api.on("\(root)/create", [.post: .refused("outputs are added to their job")])
        api.on("\(root)/{pk:int}", [
            .get: Operation("Describes an output.", answers: output),
            .put: .refused("an output stays as it is"), .patch: .refused("an output stays as it is"),
            .delete: Operation("Hides an output, for staff.", answers: [.empty()]),
        ])
        api.on("\(root)/{pk:int}/hard", [.delete: Operation("Removes an output for good.", answers: output)])
        api.on("\(root)/{pk:int}/reinstate", [.delete: Operation("Shows a hidden output again.", answers: output)])
        api.on("\(root)/{pk:int}/download", [.post: Operation(
            "Reads an output as a file to save.", body: .json(.object(["params?": .anyObject, "filetype?": .string])),
            answers: data
        )])
    }
}
