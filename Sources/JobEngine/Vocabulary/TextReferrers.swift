import JSONSupport
import Storage
import ValueTypes

extension SQLConnection {
    /// What names a job type in a text: templates in their types, contracts in those of their inputs and outputs, other
    /// types in what their arguments may be. Other rows are not named in texts.
    func textReferrers(of row: RegistryRow) throws -> [String] {
        guard row.registry == .valueTypes, let name = row["name"].stringValue else { return [] }
        let vocabulary = try TypeVocabulary(on: self)
        let wanted = row["cls"].stringValue.flatMap(TypeClass.init(rawValue:))
        var referrers: [String] = []
        for contract in try all("SELECT name FROM job_contracts ORDER BY id", [], { $0.text(0) }) {
            guard let expression = vocabulary.contracts.general(named: contract) else { continue }
            let types = expression.types.map(\.type) + expression.inputs.flatMap(\.types) + expression.outputs.map(\.type)
            if types.contains(where: { $0.names(name, wanted) }) { referrers.append("job contract \(contract)") }
        }
        for other in try all("SELECT name, cls FROM value_types ORDER BY id", [], { ($0.text(0), $0.text(1)) }) {
            guard let wanted, let typeClass = TypeClass(rawValue: other.1), typeClass != wanted else { continue }
            let isNeeded = typeClass.parent == wanted || typeClass.bounds.contains(wanted)
            if isNeeded { referrers.append("job type \(other.0)") }
        }
        try forEach("\(TemplateRow.selection) ORDER BY t.definition_id", []) { row in
            let template = TemplateRow(row)
            if try template.names(name, wanted, vocabulary) {
                referrers.append("job template \(template.name) v\(template.version)")
            }
        }
        return referrers
    }
}

extension TypeExpression {
    /// Whether the type, or one of its arguments, is of that name or class.
    fileprivate func names(_ name: String, _ wanted: TypeClass?) -> Bool {
        switch self {
        case .opaque(let own): own == name
        case .builtin(let typeClass, let own, let arguments):
            own == name || typeClass == wanted || arguments.contains { $0.names(name, wanted) }
        case .string, .integer, .float, .boolean: typeClass != nil && typeClass == wanted
        }
    }
}

extension TemplateRow {
    fileprivate func names(_ name: String, _ wanted: TypeClass?, _ vocabulary: TypeVocabulary) throws -> Bool {
        guard case .workable(let content) = try content() else { return false }
        let contract = try? ContractExpression.parse(content.type, vocabulary.contracts)
        if contract?.types.contains(where: { $0.type.names(name, wanted) }) ?? false { return true }
        return content.parameters.flatMap(\.value.types).contains { text in
            (try? TypeExpression.parse(text, vocabulary.types))?.names(name, wanted) ?? false
        }
    }
}
