extension ContractExpression {
    /// Parses a contract string with the contracts and types of `catalog`.
    package static func parse(
        _ text: String, _ catalog: ContractCatalog = .builtin
    ) throws(ContractParseError) -> ContractExpression {
        do throws(ContractParseError.Cause) {
            return try parse(text[...], catalog)
        } catch {
            throw ContractParseError(text: text, cause: error)
        }
    }

    private static func parse(
        _ text: Substring, _ catalog: ContractCatalog
    ) throws(ContractParseError.Cause) -> ContractExpression {
        try arguments { () throws(TypeParseError.Cause) in try TypeText.checkLength(String(text)) }
        let (nameText, argumentText) = TypeText.parts(of: text)
        let name = String(nameText)
        guard let entry = catalog.entry(named: name) else { throw .unknownName(name) }
        let types = try arguments { () throws(TypeParseError.Cause) in
            try TypeExpression.parseArguments(argumentText, catalog.types) ?? []
        }

        let contract: ContractExpression
        switch entry {
        case .opaque:
            try check(count: types.count, expected: 0)
            contract = ContractExpression(opaque: name)
        case .builtin(let contractClass):
            try check(count: types.count, expected: contractClass.parameters.count)
            for (type, parameter) in zip(types, contractClass.parameters) {
                let bound = catalog.types.type(parameter.bound)
                guard type.isSubtype(of: bound) else { throw .incompatible(type, bound) }
            }
            contract = ContractExpression(contractClass, name: name, types, catalog.types)
        }
        try arguments { () throws(TypeParseError.Cause) in try TypeText.checkLength(contract.canonicalText) }
        return contract
    }

    private static func check(count: Int, expected: Int) throws(ContractParseError.Cause) {
        guard count == expected else { throw .argumentCount(expected: expected, given: count) }
    }

    /// Turns what is wrong with the arguments into what is wrong with the contract.
    private static func arguments<Result>(
        _ work: () throws(TypeParseError.Cause) -> Result
    ) throws(ContractParseError.Cause) -> Result {
        do {
            return try work()
        } catch {
            throw .arguments(error)
        }
    }
}
