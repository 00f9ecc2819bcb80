import HTTPSupport
import JSONSupport
import JobEngine

extension UFDLAPI {
    static func describeTemplates(in api: inout APIDescription) {
        defineTemplates(in: &api)
        let root = "/v1/job-templates"
        let template = [Answer.json(.named("Template"))]
        api.begin("job templates", "What jobs are made of.")
        api.on("\(root)/list", [.post: .list("templates", of: .named("Template"))])
        api.on("\(root)/create", [.post: .refused("templates come by import")])
        api.on("\(root)/import", [.post: Operation(
            "Adds a template.", body: .json(.named("TemplateSpecification")), answers: template
        )])
        api.on("\(root)/{pk:int}", [
            .get: Operation("Shows a template.", answers: template),
            .put: .refused("a template stays as it was imported"),
            .patch: .refused("a template stays as it was imported"),
            .delete: Operation("Hides a template, for staff.", answers: [.empty()]),
        ])
        api.on("\(root)/{pk:int}/hard", [.delete: Operation("Removes a template for good.", answers: template)])
        api.on("\(root)/{pk:int}/reinstate", [.delete: Operation("Shows a hidden template again.", answers: template)])
        api.on("\(root)/{pk:int}/export", [.get: Operation(
            "Exports a template as it can be imported again.", answers: [.json(.named("TemplateSpecification"))]
        )])
        api.on("\(root)/{pk:int}/create-job", [.post: Operation(
            "Makes a job.", body: .json(.named("JobRequest")), answers: [.json(.named("UFDLJob"))]
        )])
    }

    static func describeTemplateQuestions(in api: inout APIDescription) {
        let root = "/v1/job-templates"
        let texts = [Answer.json(.map(of: .string))]
        for path in ["get-all-matching-templates", "get-all-matching-templates/{contract:rest}"] {
            api.on("\(root)/\(path)", [.get: Operation(
                "Lists the templates that take inputs of some types.",
                details: "Each parameter of the query is the name of an input with its type.",
                answers: [.json(.array(of: .named("Template")))]
            )])
        }
        api.on("\(root)/{pk:int}/get-all-parameters", [.get: Operation(
            "Tells what a job of a template may be given.", answers: [.json(.map(of: .object([
                "types": .map(of: .anyObject).described("JSON schemas by type."), "help": .string,
                "default?": .object(["value": .any, "type": .string, "schema": .anyObject, "const": .boolean]),
            ])))]
        )])
        api.on("\(root)/{pk:int}/get-types", [.get: Operation("Tells the types of the inputs.", answers: texts)])
        api.on("\(root)/{pk:int}/get-outputs", [.get: Operation("Tells the types of the outputs.", answers: texts)])
    }

    private static let parameter: Fields = [
        "types": .array(of: .string, count: 1...100), "help": .string, "default?": .any, "default_type?": .string,
        "const?": .boolean,
    ]

    private static func defineTemplates(in api: inout APIDescription) {
        api.define("Template", .object([
            "pk": .id, "name": .string, "version": .count, "description": .string, "scope": .string,
            "domain": .string.orNull, "licence": .id.orNull, "creator": .id.orNull, "creation_time": .timestamp,
            "deletion_time": .timestamp.orNull, "type?": .string.described("Of a template that is no meta-template."),
            "executor_class?": .string, "required_packages?": .string, "parameters?": .map(of: .object(parameter)),
        ]))
        api.define("TemplateSpecification", .object([
            "name": .string(maximum: 200, minimum: 1), "version?": .integer(1...Int64.max), "description?": .string,
            "scope": .string(maximum: 16, minimum: 1), "licence": .string(maximum: 100, minimum: 1),
            "domain?": .string(maximum: 2, minimum: 2), "specific": .either(workable, meta),
        ]))
        api.define("TypedValue", .object(["value": .any, "type": .string]))
        api.define("NotificationActions", .object([
            "actions": .map(of: .array(of: .anyObject)).described("What is done, by `on_` and the transition."),
            "keep_default?": .boolean,
        ]))
        api.define("JobRequest", .object([
            "input_values": .map(of: .named("TypedValue")), "parameter_values?": .map(of: .named("TypedValue")),
            "description?": .string, "notification_override?": .named("NotificationActions"),
            "child_notification_overrides?": .map(of: .named("NotificationActions")),
        ]))
    }

    private static let workable = Schema.object([
        "job_type": .string(maximum: 256, minimum: 1), "executor_class": .string(maximum: 128),
        "required_packages": .string, "parameters": .map(of: .object(parameter)),
    ])

    private static let meta = Schema.object([
        "nodes": .map(of: .object([
            "name": .string(maximum: 200, minimum: 1), "version?": .integer(1...Int64.max),
            "parameter_default_overrides?": .map(of: .object([
                "default?": .any, "default_type?": .string, "const?": .boolean,
            ])),
        ])),
        "dependencies": .array(of: .object([
            "from_node": .string, "from_output": .string, "to_node": .string, "to_input": .string,
        ])),
    ])
}
