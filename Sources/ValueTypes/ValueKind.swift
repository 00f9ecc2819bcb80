import JSONSupport

/// How a person enters a value of a type.
package enum ValueKind: String, Sendable, Hashable {
    case string, integer, number, boolean, null, array, object
    /// Any JSON.
    case any
    /// Always the same.
    case constant
    /// One of the values that the server has.
    case choice
}

extension TypeExpression {
    /// Nil where the values of the type are no JSON, so that nobody can enter any.
    package var valueKind: ValueKind? {
        switch shape {
        case nil, .never: nil
        case .null: .null
        case .boolean: .boolean
        case .string: .string
        case .integer: .integer
        case .number: .number
        case .constant: .constant
        case .array: .array
        case .map, .object: .object
        case .live: .choice
        case .nullable, .either, .any: .any
        }
    }

    /// The one value of a type that has no other.
    package var onlyValue: JSON? {
        if case .constant(let value) = shape { value } else { nil }
    }
}
