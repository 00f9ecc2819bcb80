/// Why a text is no type, in the words of the reference, which its clients show (ufdl.md §4.1).
package struct TypeParseError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The text that was to be parsed, as it was given.
    package let text: String
    /// What is wrong with it.
    package let cause: Cause

    /// What may be wrong; its description is what stands behind the colon.
    package indirect enum Cause: Error, Sendable, Hashable {
        case unknownName(String)
        case notBracketed(String)
        case unclosedQuotes(String)
        case unclosedBrackets(String)
        case extraContent(String, extra: String)
        case argumentCount(name: String, expected: Int, given: Int)
        case notSubtype(TypeExpression, of: TypeExpression)
        /// An argument is no type.
        case argument(TypeParseError)
        /// A whole number of more than 64 bits.
        case integerTooLarge(String)
        /// How many characters the string has, or its canonical form.
        case tooLong(Int)
        case tooDeep
    }

    /// The whole message.
    package var description: String {
        "Error parsing type-string \"\(TypeText.quotable(text))\": \(cause)"
    }
}

extension TypeParseError.Cause: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknownName(let name):
            "Unknown type-name \"\(name)\""
        case .notBracketed(let text):
            "Arguments must be bracketed by <>; got \"\(text)\""
        case .unclosedQuotes(let text):
            "Unclosed quotes in \"\(text)\""
        case .unclosedBrackets(let text):
            "Unclosed brackets in arg_string \"\(text)\""
        case .extraContent(let text, let extra):
            "Extra content after closing brace in \"\(text)\": \"\(extra)\""
        case .argumentCount(let name, let expected, let given):
            "Wrong number of type arguments passed to generic type '\(name)': expected \(expected) but got \(given)"
        case .notSubtype(let type, let bound):
            "\(type.canonicalText) is not a sub-type of \(bound.canonicalText)"
        case .argument(let error):
            error.description
        case .integerTooLarge(let text):
            "\(text) does not fit into 64 bits"
        case .tooLong(let length):
            "\(length) characters are too many; there may be \(TypeText.maximumLength)"
        case .tooDeep:
            "Arguments are nested deeper than \(TypeText.maximumDepth) levels"
        }
    }
}

extension TypeText {
    /// The text as messages have it; of one that is too long just the beginning.
    static func quotable(_ text: String) -> String {
        text.unicodeScalars.count <= maximumLength ? text : "\(Substring(text.unicodeScalars.prefix(64)))…"
    }
}
