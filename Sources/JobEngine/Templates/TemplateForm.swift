import JSONSupport
import Storage
import ValueTypes

/// What somebody who makes a job from a template by hand has to fill in.
package struct TemplateForm: Sendable {
    package struct Field: Sendable {
        package let name: String
        package let help: String
        package let types: [FieldType]
        /// What holds if nothing is filled in; nil where something has to be.
        package let preset: (value: JSON, type: String, isConst: Bool)?
    }

    /// One of the types that the value of a field may have.
    package struct FieldType: Sendable {
        package let text: String
        /// Whether the value needs a type of its own, a sub-type of this one.
        package let isAbstract: Bool
        /// The name of a `ValueKind`; nil where nobody can enter a value.
        package let kind: String?
        /// The one value of a type that has no other.
        package let onlyValue: JSON?
        /// Values with what they are called, the newest first; nil for what is not chosen among what the server has.
        package let choices: [(value: JSON, label: String)]?
        /// Whether there are more values than the choices.
        package let hasMoreChoices: Bool
    }

    package let template: TemplateRow
    package let inputs: [Field]
    package let parameters: [Field]
}

extension JobEngine {
    /// - Throws: `EngineError.Code.notFound`; invalid where a type that the template needs is gone by now.
    package func form(ofTemplate id: Int64) async throws -> TemplateForm {
        try await read { connection in
            let loader = TemplateLoader(connection: connection, vocabulary: try TypeVocabulary(on: connection))
            let template = try loader.load(id)
            return TemplateForm(
                template: template.row,
                inputs: try template.inputs.map { input in
                    TemplateForm.Field(
                        name: input.name, help: "",
                        types: try input.types.map { try connection.fieldType($0, written: $0.canonicalText) }, preset: nil
                    )
                },
                parameters: try template.parameters.map { name, parameter in
                    TemplateForm.Field(
                        name: name, help: parameter.help,
                        types: try parameter.types.map { try connection.fieldType($0.type, written: $0.text) },
                        preset: parameter.preset.map { ($0.value, $0.typeText, $0.isConst) }
                    )
                }
            )
        }
    }
}

extension SQLConnection {
    /// The most values that a form offers.
    private static var choiceLimit: Int64 { 200 }

    fileprivate func fieldType(_ type: TypeExpression, written text: String) throws -> TemplateForm.FieldType {
        let found = type.valueKind == .choice ? try newestValues(of: type, limit: Self.choiceLimit + 1) : nil
        return TemplateForm.FieldType(
            text: text, isAbstract: type.isAbstract, kind: type.valueKind?.rawValue, onlyValue: type.onlyValue,
            choices: found.map { Array($0.prefix(Int(Self.choiceLimit))) }, hasMoreChoices: found?.count ?? 0 > Self.choiceLimit
        )
    }
}
