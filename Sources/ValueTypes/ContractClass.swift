/// The classes of job contracts that the UFDL comes with, in the order of their rows (ufdl.md §5); the raw value is `cls`.
package enum ContractClass: String, Sendable, Hashable, CaseIterable {
    case predict = "ufdl.jobcontracts.standard.Predict"
    case train = "ufdl.jobcontracts.standard.Train"
    case export = "ufdl.jobcontracts.standard.Export"
}

extension ContractClass {
    /// The name that the class has in a fresh server.
    package var standardName: String {
        switch self {
        case .predict: "Predict"
        case .train: "Train"
        case .export: "Export"
        }
    }

    /// A type parameter, and what its argument has to be a sub-type of.
    struct Parameter: Sendable, Hashable {
        let name: String
        let bound: TypeClass
    }

    var parameters: [Parameter] {
        switch self {
        case .predict, .train:
            [Parameter(name: "DomainType", bound: .domain), Parameter(name: "FrameworkType", bound: .framework)]
        case .export: []
        }
    }

    func inputs(_ arguments: [TypeExpression], _ types: TypeCatalog) -> [ContractExpression.Input] {
        guard let domain = arguments.first else { return [] }
        let dataset = types.type(.dataset, domain)
        switch self {
        case .predict:
            let model = types.type(.jobOutput, types.type(.model, arguments))
            return [
                .init(name: "model", types: [model]),
                .init(name: "dataset", types: [types.type(.pk, dataset), types.type(.name, dataset)]),
            ]
        case .train: return [.init(name: "dataset", types: [types.type(.pk, dataset)])]
        case .export: return []
        }
    }

    func outputs(_ arguments: [TypeExpression], _ types: TypeCatalog) -> [ContractExpression.Output] {
        guard let domain = arguments.first else { return [] }
        switch self {
        case .predict: return [.init(name: "predictions", type: types.type(.pk, types.type(.dataset, domain)))]
        case .train: return [.init(name: "model", type: types.type(.model, arguments))]
        case .export: return []
        }
    }
}
