extension TypeExpression {
    /// Parses a type string with the types of `catalog`. Omitted arguments become the most general ones.
    package static func parse(_ text: String, _ catalog: TypeCatalog = .builtin) throws(TypeParseError) -> TypeExpression {
        do throws(TypeParseError.Cause) {
            try TypeText.checkLength(text)
            let type = try parse(text[...], catalog, depth: 0)
            // The canonical form is what gets stored, and it has to be readable again.
            try TypeText.checkLength(type.canonicalText)
            guard type.depth <= TypeText.maximumDepth else { throw TypeParseError.Cause.tooDeep }
            return type
        } catch {
            throw TypeParseError(text: text, cause: error)
        }
    }

    private var depth: Int {
        arguments.map { $0.depth + 1 }.max() ?? 0
    }

    private static func parse(
        _ text: Substring, _ catalog: TypeCatalog, depth: Int
    ) throws(TypeParseError.Cause) -> TypeExpression {
        let text = TypeText.trimmed(text)
        if let literal = try literal(text) { return literal }

        let (nameText, argumentText) = TypeText.parts(of: text)
        let name = String(nameText)
        guard let entry = catalog.entry(named: name) else { throw .unknownName(name) }
        let arguments = try parseArguments(argumentText, catalog, depth: depth)

        switch entry {
        case .opaque:
            if let arguments, !arguments.isEmpty {
                throw .argumentCount(name: name, expected: 0, given: arguments.count)
            }
            return .opaque(name: name)
        case .builtin(let typeClass):
            if let arguments { try check(arguments, of: typeClass, name, catalog) }
            return catalog.type(typeClass, arguments ?? [])
        }
    }

    /// The types between brackets; nil where there are no brackets. Also what contracts read their arguments with.
    static func parseArguments(
        _ text: Substring, _ catalog: TypeCatalog, depth: Int = 0
    ) throws(TypeParseError.Cause) -> [TypeExpression]? {
        guard !text.isEmpty else { return nil }
        guard depth < TypeText.maximumDepth else { throw .tooDeep }
        var arguments: [TypeExpression] = []
        for piece in try TypeText.arguments(of: text) {
            do throws(TypeParseError.Cause) {
                arguments.append(try parse(piece, catalog, depth: depth + 1))
            } catch .tooDeep {
                // Said once, about the whole string; wrapped in every level the message would be longer than useful.
                throw .tooDeep
            } catch {
                throw .argument(TypeParseError(text: String(piece), cause: error))
            }
        }
        return arguments
    }

    private static func check(
        _ arguments: [TypeExpression], of typeClass: TypeClass, _ name: String, _ catalog: TypeCatalog
    ) throws(TypeParseError.Cause) {
        let bounds = typeClass.bounds
        guard typeClass.minimumArguments...bounds.count ~= arguments.count else {
            throw .argumentCount(name: name, expected: bounds.count, given: arguments.count)
        }
        for (argument, boundClass) in zip(arguments, bounds) {
            let bound = catalog.type(boundClass)
            guard argument.isSubtype(of: bound) else { throw .notSubtype(argument, of: bound) }
        }
    }

    /// Literals come first, so a row that is called `inf` is never found.
    private static func literal(_ text: Substring) throws(TypeParseError.Cause) -> TypeExpression? {
        let quote = UInt8(ascii: "'")
        if text.utf8.count >= 2, text.utf8.first == quote, text.utf8.last == quote {
            return .string(TypeText.unescaped(Substring(text.utf8.dropFirst().dropLast())))
        }
        if text == "@true" { return .boolean(true) }
        if text == "@false" { return .boolean(false) }
        switch LiteralText.integer(text.utf8) {
        case .value(let number): return .integer(number)
        case .tooLarge: throw .integerTooLarge(String(text))
        case .none: return LiteralText.float(text.utf8).map { .float(FloatLiteral($0)) }
        }
    }
}
