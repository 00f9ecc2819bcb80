import HTTPSupport
import JSONSupport

extension ScaleDescription {
    func describeFiles(in api: inout APIDescription) {
        api.begin("files", "Inputs and outputs of jobs.")
        api.on("\(root)/files/", [.get: Operation(
            "Lists files by their last change.",
            parameters: Parameter.range("Files that changed") + [
                .query("modified_started", .moment, "The same as `started`, and counts before it."),
                .query("modified_ended", .moment, "The same as `ended`, and counts before it."),
                .repeated("id", .id, "The file with this id."), .repeated("job_id", .id, "Files that this job has made."),
                .repeated("file_name", .string, "Files with this name."),
                .repeated("job_output", .string, "Files of the output with this name."),
                .order(["last_modified"], "What to sort by; the last one counts."),
            ] + Parameter.pages,
            answers: [.json(.page(of: .named("ScaleFile")))]
        )])
        api.on("\(root)/files/{id:int}/", [.get: Operation("Describes a file.", answers: [.json(.named("ScaleFile"))])])
        describeWorkspaces(in: &api)
    }

    private func describeWorkspaces(in api: inout APIDescription) {
        api.define("ScaleWorkspaceInList", .object(Self.workspaceFields))
        api.define("ScaleWorkspace", .object(Self.workspaceFields + [
            "configuration": Self.broker, "json_config": Self.broker.described("The same, by the name of 2018."),
        ]))
        api.begin("workspaces", "Folders of the server's machine where outputs are put.")
        api.on("\(root)/workspaces/", [
            .get: Operation(
                "Lists the workspaces.", parameters: Parameter.pages,
                answers: [.json(.page(of: .named("ScaleWorkspaceInList")))]
            ),
            .post: Operation(
                "Adds a workspace.", details: "`configuration` is needed; its name of 2018, `json_config`, does as well.",
                body: .json(.object(
                    ["name?": .plainName.described("Made from the title if it is missing.")] + Self.workspaceChange
                )),
                answers: [.made(.named("ScaleWorkspace"), "Added.")]
            ),
        ])
        api.on("\(root)/workspaces/{id:int}/", [
            .get: Operation("Shows a workspace.", answers: [.json(.named("ScaleWorkspace"))]),
            .patch: Operation(
                "Changes a workspace.", body: .json(.object(Self.workspaceChange)), answers: [.empty("Changed.")]
            ),
        ])
    }

    private static let workspaceFields: Fields = [
        "id": .id, "name": .string, "title": .string, "description": .string, "base_url": .string, "is_active": .boolean,
        "created": .timestamp, "deprecated": .timestamp.orNull, "last_modified": .timestamp,
    ]

    private static let workspaceChange: Fields = [
        "title?": .string, "description?": .string, "base_url?": .string, "is_active?": .boolean,
        "configuration?": broker, "json_config?": broker,
    ]

    private static let broker = Schema.openObject([
        "broker": .openObject(["type": .exactly("host"), "host_path": .string.matching("^/").described("An absolute path.")]),
    ])
}
