import JSONSupport

/// What a client asks for when it makes a job from a template (ufdl.md §6).
package struct JobRequest: Sendable {
    package struct TypedValue: Sendable {
        package let value: JSON
        package let type: String
    }

    let inputs: [(key: String, value: TypedValue)]
    /// Nil where none were sent, which the job remembers.
    let parameters: [(key: String, value: TypedValue)]?
    let description: String
    let actions: NotificationActions?
    /// By the full name of a descendant, `a:b`; nil where none were sent.
    let childActions: [(key: String, value: NotificationActions)]?
    let childActionsText: String?

    /// - Throws: `SchemaMismatch`.
    package init(_ json: JSON) throws(SchemaMismatch) {
        let object = try StrictObject(json, known: [
            "input_values", "parameter_values", "description", "notification_override", "child_notification_overrides",
        ])
        inputs = try object.required("input_values", Strict.map(TypedValue.init))
        parameters = try object.optional("parameter_values", Strict.map(TypedValue.init))
        description = try object.optional("description", Strict.string) ?? ""
        actions = try object.optional("notification_override", NotificationActions.init)
        childActions = try object.optional("child_notification_overrides", Strict.map(NotificationActions.init))
        childActionsText = try object.optional("child_notification_overrides", Strict.any)?.compactText
    }
}

extension JobRequest.TypedValue {
    fileprivate init(_ json: JSON) throws(SchemaMismatch) {
        let object = try StrictObject(json, known: ["value", "type"])
        value = try object.required("value", Strict.any)
        type = try object.required("type", Strict.string)
    }
}

/// Why a job cannot be made from a template. The dialect has the words.
package enum JobRequestRefusal: Error, Sendable, Hashable {
    case missingInput(String)
    case wrongInputType(String, type: String)
    case wrongInputValue(String, problem: String)
    case missingParameter(String)
    case constantParameter(String)
    case wrongParameterType(String, type: String)
    case wrongParameterValue(String, problem: String)
    case unknownParameters([String])
    case overridesForWorkable
    case unknownDescendant(String)
}
