/// The job contracts that a server knows, by name, and the types that they may name.
package struct ContractCatalog: Sendable, Hashable {
    /// What stands behind a name.
    enum Entry: Sendable, Hashable {
        case builtin(ContractClass)
        /// A class that we do not have: no type parameters, inputs or outputs.
        case opaque
    }

    /// The types of the same server.
    package let types: TypeCatalog
    private let entries: [String: Entry]

    /// The contracts of these rows. Names are unique in the database; here the first row of two counts.
    package init(_ rows: some Sequence<CatalogRow>, types: TypeCatalog) {
        self.types = types
        entries = Dictionary(
            rows.map { ($0.name, ContractClass(rawValue: $0.cls).map(Entry.builtin) ?? .opaque) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The rows of a fresh server, in the order of their pk, which starts at 1.
    package static let builtinRows = ContractClass.allCases.map {
        CatalogRow(name: $0.standardName, pkg: "ufdl.jobcontracts", cls: $0.rawValue)
    }

    /// The contracts of a fresh server.
    package static let builtin = ContractCatalog(builtinRows, types: .builtin)

    func entry(named name: String) -> Entry? {
        entries[name]
    }

    /// The contract of that name with its most general types, which shows the names of its inputs; nil if there is none.
    package func general(named name: String) -> ContractExpression? {
        entry(named: name).map { entry in
            switch entry {
            case .opaque: ContractExpression(opaque: name)
            case .builtin(let contractClass):
                ContractExpression(contractClass, name: name, contractClass.parameters.map { types.type($0.bound) }, types)
            }
        }
    }
}
