import JSONSupport

/// Numbers as Python's jsonschema compares them, which the reference and its workers use.
extension JSON {
    /// A number without a fraction: `3.0` is an integer as well as `3`. Nil for any other value.
    var wholeNumber: Double? {
        guard let number = doubleValue, number.rounded(.towardZero) == number else { return nil }
        return number
    }

    /// The value, but a whole number that came with a fraction of zero without it, as the database has its keys.
    var normalized: JSON {
        guard case .double(let number) = self, let whole = Int64(exactly: number) else { return self }
        return .int(whole)
    }

    /// Whether this is `constant`; `5` and `5.0` are the same, `1` and `true` are not.
    func equalsConstant(_ constant: JSON) -> Bool {
        normalized == constant.normalized
    }

    /// The value as messages have it: short values as they are, of the others just what they are.
    var summary: String {
        switch self {
        case .null, .bool, .int, .double: compactText
        case .string(let text): text.utf8.count <= 64 ? compactText : typeDescription
        case .array, .object: typeDescription
        }
    }
}
