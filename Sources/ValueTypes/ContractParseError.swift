/// Why a text is no job contract, in the words of the reference, which its clients show (ufdl.md §5).
package struct ContractParseError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The text that was to be parsed, as it was given.
    package let text: String
    /// What is wrong with it.
    package let cause: Cause

    /// What may be wrong; its description is what stands behind the colon.
    package enum Cause: Error, Sendable, Hashable {
        case unknownName(String)
        /// The string is too long, its brackets are wrong, or an argument is no type.
        case arguments(TypeParseError.Cause)
        case argumentCount(expected: Int, given: Int)
        /// The argument is no sub-type of what its parameter asks for.
        case incompatible(TypeExpression, TypeExpression)
    }

    /// The whole message.
    package var description: String {
        "Error parsing contract-string \"\(TypeText.quotable(text))\": \(cause)"
    }
}

extension ContractParseError.Cause: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknownName(let name): "Unknown contract-name \"\(name)\""
        case .arguments(let cause): cause.description
        case .argumentCount(let expected, let given): "Expected \(expected) type-arguments but got \(given)"
        case .incompatible(let type, let bound):
            "Incompatible lower bounds \(type.canonicalText) and \(bound.canonicalText)"
        }
    }
}
