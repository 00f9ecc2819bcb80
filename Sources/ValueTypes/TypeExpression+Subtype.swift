extension TypeExpression {
    /// Whether a value of this type can stand where one of `other` is asked for: the same class or one that derives from
    /// it, and each argument a sub-type of the one in its place.
    package func isSubtype(of other: TypeExpression) -> Bool {
        switch other {
        case .opaque:
            return self == other
        case .builtin(let otherClass, _, let otherArguments):
            guard let typeClass else { return otherClass == .ufdlType }
            return typeClass.derives(from: otherClass)
                && zip(arguments, otherArguments).allSatisfy { $0.isSubtype(of: $1) }
        case .string, .integer, .float, .boolean:
            return equalsLiteral(other)
        }
    }

    /// `5` and `5.0` are sub-types of each other, as the reference has it (its vectors); no other literals mix.
    private func equalsLiteral(_ other: TypeExpression) -> Bool {
        switch (self, other) {
        case (.integer(let whole), .float(let number)), (.float(let number), .integer(let whole)):
            Double(exactly: whole) == number.value
        default:
            self == other
        }
    }
}
