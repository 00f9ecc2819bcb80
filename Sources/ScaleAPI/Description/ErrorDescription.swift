import HTTPSupport
import JSONSupport
import JobEngine

extension ScaleDescription {
    func describeErrors(in api: inout APIDescription) {
        api.begin("errors", "What jobs fail with: built-in errors, those of manifests, and a site's own.")
        api.on("\(root)/errors/", [
            .get: Operation(
                "Lists errors.",
                parameters: Parameter.range("Errors that changed") + [
                    .repeated("name", .string, "Errors with this name."),
                    .repeated("job_type_name", .string, "Errors of the manifests of this job type."),
                    .repeated("category", .errorCategory, "Errors of this category."),
                    .query("is_builtin", .boolean, "Only errors that are, or are not, built in."),
                    .order(ErrorOrderField.allCases.map(\.rawValue), "What to sort by, the most important first."),
                ] + Parameter.pages,
                answers: [.json(.page(of: .named("ScaleError")))]
            ),
            .post: Operation(
                "Adds an error.", body: .json(.object(["name": .plainName] + Self.errorFields)),
                answers: [.made(.named("ScaleError"), "Added.")]
            ),
        ])
        api.on("\(root)/errors/{id:int}/", [
            .get: Operation("Shows an error.", answers: [.json(.named("ScaleError"))]),
            .patch: Operation(
                "Changes an error that somebody added.", body: .json(.object(Self.errorFields.optional)),
                answers: [.json(.named("ScaleError"), "Changed.")]
            ),
        ])
    }

    private static let errorFields: Fields = [
        "title?": .string, "description?": .string, "category": .errorCategory,
    ]
}
