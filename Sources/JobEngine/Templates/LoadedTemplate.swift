import JSONSupport
import ValueTypes

/// A template with its types read: what a job made from it takes and gives.
final class LoadedTemplate: Sendable {
    let row: TemplateRow
    let revisionID: Int64
    /// Nil for a meta-template.
    let contract: ContractExpression?
    let inputs: [ContractExpression.Input]
    let outputs: [ContractExpression.Output]
    let parameters: [(key: String, value: TemplateParameter)]
    /// The parts of a meta-template, in the order of the import.
    let children: [ChildTemplate]
    let dependencies: [MetaContent.Dependency]

    init(
        row: TemplateRow, revisionID: Int64, contract: ContractExpression?, inputs: [ContractExpression.Input],
        outputs: [ContractExpression.Output], parameters: [(key: String, value: TemplateParameter)],
        children: [ChildTemplate] = [], dependencies: [MetaContent.Dependency] = []
    ) {
        self.row = row
        self.revisionID = revisionID
        self.contract = contract
        self.inputs = inputs
        self.outputs = outputs
        self.parameters = parameters
        self.children = children
        self.dependencies = dependencies
    }

    func parameter(_ name: String) -> TemplateParameter? {
        parameters.first { $0.key == name }?.value
    }

    func child(_ name: String) -> ChildTemplate? {
        children.first { $0.name == name }
    }
}

/// One part of a meta-template.
struct ChildTemplate: Sendable {
    let name: String
    let template: LoadedTemplate
    /// The parameters of the part with the defaults that the whole gives them.
    let parameters: [(key: String, value: TemplateParameter)]
}

/// A parameter of a template with its types read.
struct TemplateParameter: Sendable {
    struct Default: Sendable {
        let value: JSON
        let type: TypeExpression
        /// The type as it was written.
        let typeText: String
        let isConst: Bool
    }

    let types: [(text: String, type: TypeExpression)]
    let help: String
    let preset: Default?

    func accepts(_ type: TypeExpression) -> Bool {
        types.contains { type.isSubtype(of: $0.type) }
    }
}
