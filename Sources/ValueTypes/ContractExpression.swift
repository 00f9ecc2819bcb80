/// A UFDL job contract with its types: what a job of it takes and gives (ufdl.md §5).
package struct ContractExpression: Sendable, Hashable {
    /// The name of its row.
    package let name: String
    /// Nil for a contract whose class only workers know; it has no types, inputs and outputs.
    package let contractClass: ContractClass?
    /// The type parameters with their arguments, in order.
    package let types: [TypeParameter]
    /// What a job has to be given, in order.
    package let inputs: [Input]
    /// What a job gives, in order.
    package let outputs: [Output]

    /// A type parameter and what the contract string has for it.
    package struct TypeParameter: Sendable, Hashable {
        /// Such as `DomainType`.
        package let name: String
        package let type: TypeExpression
    }

    /// A value that a job takes.
    package struct Input: Sendable, Hashable {
        package let name: String
        /// The value given has to have a sub-type of one of these.
        package let types: [TypeExpression]

        package init(name: String, types: [TypeExpression]) {
            self.name = name
            self.types = types
        }
    }

    /// A value that a job gives.
    package struct Output: Sendable, Hashable {
        package let name: String
        package let type: TypeExpression

        package init(name: String, type: TypeExpression) {
            self.name = name
            self.type = type
        }
    }

    init(opaque name: String) {
        self.name = name
        contractClass = nil
        types = []
        inputs = []
        outputs = []
    }

    /// A contract with as many arguments as it has parameters.
    init(_ contractClass: ContractClass, name: String, _ arguments: [TypeExpression], _ catalog: TypeCatalog) {
        self.name = name
        self.contractClass = contractClass
        types = zip(contractClass.parameters, arguments).map { TypeParameter(name: $0.name, type: $1) }
        inputs = contractClass.inputs(arguments, catalog)
        outputs = contractClass.outputs(arguments, catalog)
    }
}

extension ContractExpression {
    /// The contract with every argument filled in. Parsed with the same catalogue, it gives the same contract.
    package var canonicalText: String {
        types.isEmpty ? name : "\(name)<\(types.map(\.type.canonicalText).joined(separator: ", "))>"
    }

    /// The input of that name; nil if there is none.
    package func input(named name: String) -> Input? {
        inputs.first { $0.name == name }
    }

    /// Whether a job of this contract can be done by whoever does jobs of `other`: the same contract, and each type a
    /// sub-type of the one in its place.
    package func isSubtype(of other: ContractExpression) -> Bool {
        guard contractClass == other.contractClass else { return false }
        guard contractClass != nil else { return name == other.name }
        return zip(types, other.types).allSatisfy { $0.type.isSubtype(of: $1.type) }
    }
}

extension ContractExpression.Input {
    /// Whether a value of that type may be given.
    package func accepts(_ type: TypeExpression) -> Bool {
        types.contains { type.isSubtype(of: $0) }
    }
}
