import HTTPSupport
import JSONSupport

extension NativeAPI {
    static func describeTemplateForms(in api: inout APIDescription) {
        api.define("TemplateField", .object([
            "name": .string, "help": .string, "types": .array(of: .object([
                "type": .string, "is_abstract": .boolean.described("Whether a value needs the name of a sub-type."),
                "kind": .string.orNull.described("How a value is entered; null where nobody can."),
                "value?": .any.described("The only value of the type."),
                "choices?": .array(of: .object(["value": .any, "label": .string])).described("The newest values on the server."),
                "has_more_choices?": .boolean,
            ])),
            "default": .object(["value": .any, "type": .string, "const": .boolean]).orNull,
        ]))
        api.begin("templates", "UFDL's templates, for forms.")
        api.on("/api/templates/{id:int}/form", [.get: Operation(
            "Tells what somebody who makes a job from a template by hand has to fill in.",
            answers: [.json(.object([
                "id": .id, "name": .string, "version": .count, "description": .string, "type": .string,
                "inputs": .array(of: .named("TemplateField")), "parameters": .array(of: .named("TemplateField")),
            ]))]
        )])
    }
}
