import JSONSupport
import Storage
import ValueTypes

/// What clients ask about templates before they make jobs from them (ufdl.md §6).
extension JobEngine {
    /// The types of a template's contract by the names of the contract's parameters.
    package func types(ofTemplate id: Int64) async throws -> [(name: String, type: String)] {
        let template = try await loadedTemplate(id)
        return template.contract?.types.map { ($0.name, $0.type.canonicalText) } ?? []
    }

    /// What a job of the template gives.
    package func outputs(ofTemplate id: Int64) async throws -> [(name: String, type: String)] {
        try await loadedTemplate(id).outputs.map { ($0.name, $0.type.canonicalText) }
    }

    /// The parameters with the schemas of their types, in which every value that can be chosen stands.
    package func parameters(ofTemplate id: Int64) async throws -> [(name: String, parameter: DescribedParameter)] {
        try await read { connection in
            let template = try connection.loadTemplate(id)
            return try template.parameters.map { ($0.key, try connection.describe($0.value)) }
        }
    }

    /// The active templates of a contract that accept values of the given types.
    /// - Parameter inputs: types by the name of the input.
    /// - Throws: `EngineError.Code.invalid` in UFDL's words.
    package func templates(
        matching contract: String, inputs: [(name: String, type: String)]
    ) async throws -> [TemplateRow] {
        try await read { connection in
            let vocabulary = try TypeVocabulary(on: connection)
            guard let general = vocabulary.contracts.general(named: contract) else {
                throw EngineError.invalid("contract", "Bad name '\(contract)': Unknown contract name")
            }
            let wanted = try inputs.map { name, text in
                guard general.input(named: name) != nil else {
                    throw EngineError.invalid(name, "Bad name '\(name)': Not an input to \(contract)")
                }
                return (name: name, type: try vocabulary.type(text))
            }
            let rows = try connection.all(
                "\(TemplateRow.selection) WHERE t.contract = $1 AND t.deleted IS NULL ORDER BY t.definition_id",
                [.text(contract)], TemplateRow.init
            )
            return rows.filter { row in
                // One whose types are gone by now matches nothing.
                guard let expression = try? ContractExpression.parse(row.type, vocabulary.contracts) else { return false }
                return wanted.allSatisfy { expression.input(named: $0.name)?.accepts($0.type) ?? false }
            }
        }
    }

    private func loadedTemplate(_ id: Int64) async throws -> LoadedTemplate {
        try await read { try $0.loadTemplate(id) }
    }
}

/// A parameter with the schemas of its types.
package struct DescribedParameter: Sendable {
    package struct Preset: Sendable {
        package let value: JSON
        package let type: String
        package let schema: JSON
        package let isConst: Bool
    }

    package let types: [(text: String, schema: JSON)]
    package let help: String
    package let preset: Preset?
}

extension SQLConnection {
    fileprivate func loadTemplate(_ id: Int64) throws -> LoadedTemplate {
        try TemplateLoader(connection: self, vocabulary: TypeVocabulary(on: self)).load(id)
    }

    fileprivate func describe(_ parameter: TemplateParameter) throws -> DescribedParameter {
        DescribedParameter(
            types: try parameter.types.map { ($0.text, try schema(of: $0.type)) },
            help: parameter.help,
            preset: try parameter.preset.map { preset in
                DescribedParameter.Preset(
                    value: preset.value, type: preset.typeText, schema: try schema(of: preset.type),
                    isConst: preset.isConst
                )
            }
        )
    }

    private func schema(of type: TypeExpression) throws -> JSON {
        try type.schema { try liveValues(of: $0) } ?? [:]
    }
}
