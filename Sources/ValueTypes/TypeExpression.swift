/// A UFDL type: a literal, or a class with its arguments, all of them filled in (ufdl.md §4.1).
package enum TypeExpression: Sendable, Hashable {
    case string(String)
    case integer(Int64)
    case float(FloatLiteral)
    case boolean(Bool)
    /// A class that we know, under the name of its row, with all its arguments; made by `parse` or `TypeCatalog.type`.
    case builtin(TypeClass, name: String, arguments: [TypeExpression])
    /// A row whose class only workers know.
    case opaque(name: String)
}

extension TypeExpression {
    /// The class, that of its values for a literal; nil for an opaque type.
    package var typeClass: TypeClass? {
        switch self {
        case .string: .string
        case .integer: .integer
        case .float: .float
        case .boolean: .boolean
        case .builtin(let typeClass, _, _): typeClass
        case .opaque: nil
        }
    }

    /// The arguments; none for literals and opaque types.
    package var arguments: [TypeExpression] {
        if case .builtin(_, _, let arguments) = self { arguments } else { [] }
    }

    /// The text of a string literal; nil for any other type, `str` included.
    package var stringLiteral: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The number of an integer literal; nil for any other type, `int` included.
    package var integerLiteral: Int64? {
        if case .integer(let number) = self { number } else { nil }
    }

    /// The text that the server stores and answers. Parsed with the same catalogue, it gives the same type.
    package var canonicalText: String {
        switch self {
        case .string(let text): "'\(TypeText.escaped(text))'"
        case .integer(let number): String(number)
        case .float(let number): number.description
        case .boolean(let flag): flag ? "@true" : "@false"
        case .opaque(let name): name
        case .builtin(_, let name, let arguments):
            arguments.isEmpty ? name : "\(name)<\(arguments.map(\.canonicalText).joined(separator: ", "))>"
        }
    }

    /// Whether nothing can have just this type, only a sub-type of it.
    package var isAbstract: Bool {
        guard case .builtin(let typeClass, _, let arguments) = self else { return false }
        switch typeClass {
        case .ufdlType, .ufdlJSONType, .finiteJSONType, .serverResidentType, .namedServerType: return true
        case .array, .map, .jobOutput, .pk, .name: return arguments.contains(where: \.isAbstract)
        // `int` says nothing about how to compress: the level has to be a number.
        case .compressed: return arguments.contains { $0.isAbstract || $0.isInteger }
        default: return false
        }
    }

    /// Whether this is `int` itself, not one of its literals.
    private var isInteger: Bool {
        if case .builtin(.integer, _, _) = self { true } else { false }
    }

    /// Whether values of the type are JSON.
    package var isJSONAble: Bool {
        typeClass?.derives(from: .ufdlJSONType) ?? false
    }

    /// Whether values of the type are rows of the server.
    package var isServerResident: Bool {
        typeClass?.derives(from: .serverResidentType) ?? false
    }

    /// Whether values of the type are rows of the server that have a name.
    package var isNamed: Bool {
        typeClass?.derives(from: .namedServerType) ?? false
    }
}
