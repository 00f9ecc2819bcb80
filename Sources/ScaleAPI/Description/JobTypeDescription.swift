import HTTPSupport
import JSONSupport

extension ScaleDescription {
    func describeJobTypes(in api: inout APIDescription) {
        defineJobTypes(in: &api)
        api.begin("job types", "What can be run: each name has versions, each version numbered revisions of its manifest.")
        api.on("\(root)/job-types/", [.get: list, .post: add])
        if release.listsVersions { api.on("\(root)/job-type-names/", [.get: names]) }
        api.on("\(root)/job-types/validation/", [.post: Operation(
            "Tells whether a manifest and a configuration would be accepted.", details: "Nothing is stored.",
            body: .json(.openObject(["manifest": .manifest, "configuration?": .configuration])),
            answers: [.json(.named("ScaleVerdict"))]
        )])
        api.on("\(root)/job-types/{name}/", [.get: Operation(
            "Lists the versions of a job type.", details: "An unknown name has none.",
            parameters: [.isActive] + Parameter.pages, answers: [.json(.page(of: .named("ScaleJobTypeVersion")))]
        )])
        api.on("\(root)/job-types/{name}/{version}/", [
            .get: Operation("Shows a version of a job type.", answers: [.json(.named(typeDetails))]),
            .patch: Operation("Changes a version of a job type.", body: .json(.object(editFields)), answers: [
                release.answersEditsWithVerdicts
                    ? .json(.named("ScaleVerdict"), "Changed, with warnings.") : .empty("Changed."),
            ]),
        ])
        api.on("\(root)/job-types/{name}/{version}/revisions/", [.get: Operation(
            "Lists the revisions of a version.", parameters: Parameter.pages,
            answers: [.json(.page(of: .named("ScaleRevisionInList")))]
        )])
        api.on("\(root)/job-types/{name}/{version}/revisions/{revision:int}/", [.get: Operation(
            "Shows a revision with its manifest.", answers: [.json(.named("ScaleRevision"))]
        )])
    }

    private var add: Operation {
        let replaced = Answer.json(.named("ScaleVerdict"), "A new revision of a version that there was, with warnings.")
        return Operation(
            "Adds a version of a job type, or a revision to one that there is.",
            body: .json(.object([
                "docker_image": .string, "manifest": .manifest, "icon_code?": .string, "max_scheduled?": .count,
                "configuration?": .configuration,
            ] + Self.ignoredFields)),
            answers: [.made(.named(typeDetails), "Added.")] + (release.answersEditsWithVerdicts ? [replaced] : [])
        )
    }

    private var editFields: Fields {
        let always: Fields = [
            "icon_code?": .string, "is_active?": .boolean, "is_paused?": .boolean, "max_scheduled?": .count,
            "configuration?": .configuration,
        ]
        guard release.editsManifests else { return always }
        return always + ["docker_image?": .string, "manifest?": .manifest] + Self.ignoredFields
    }

    /// What clients of the final release send.
    private static let ignoredFields: Fields = [
        "is_published?": .boolean.described("Changes nothing."), "auto_update?": .boolean.described("Changes nothing."),
    ]

    private var list: Operation {
        if release.listsVersions {
            return Operation(
                "Lists all versions of all job types.", parameters: Self.finalFilters + Parameter.pages,
                answers: [.json(.page(of: .named("FinalJobTypeVersion")))]
            )
        }
        return Operation(
            "Lists the names of job types.",
            parameters: [
                .query("keyword", .string, "A part of the name, the title, the description or a tag."), .isActive, .isSystem,
                .order(
                    JobTypeNameOrder.fields + ["version"],
                    "What to sort by, the most important first; the name if it is missing."
                ),
            ] + Parameter.pages,
            answers: [.json(.page(of: .named("ScaleJobTypeName")))]
        )
    }

    private var names: Operation {
        Operation(
            "Lists the names of job types with their versions.", parameters: Self.finalFilters + Parameter.pages,
            answers: [.json(.page(of: .named("FinalJobTypeName")))]
        )
    }

    private static let finalFilters: [Parameter] = [
        .repeated("keyword", .string, "A part of the name or a tag."), .repeated("id", .id, "The version with this id."),
        .isActive, .isSystem,
    ]
}
