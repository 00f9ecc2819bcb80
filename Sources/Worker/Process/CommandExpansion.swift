/// Puts the values of variables into a Seed command (scale.md §7.3).
enum CommandExpansion {
    struct Unbalanced: Error, CustomStringConvertible {
        let description = "The braces in job/interface/command are not balanced."
    }

    /// Expands `$NAME`, `${NAME}` and `${NAME/#/PREFIX}`; an unset variable gives nothing.
    ///
    /// Each value stays one word, whatever blanks it holds, because the command is split before its words are expanded.
    static func words(of command: String, variables: [String: String]) throws -> [String] {
        guard command.count(where: { $0 == "{" }) == command.count(where: { $0 == "}" }) else { throw Unbalanced() }
        return CommandWords.split(command).compactMap { word in
            let expanded = word.isLiteral ? word.text : expand(word.text, variables)
            // A word that was nothing but an unset variable is no argument at all, as in a shell.
            return expanded.isEmpty && !word.isQuoted ? nil : expanded
        }
    }

    private static func expand(_ text: String, _ variables: [String: String]) -> String {
        var result = ""
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[rest.index(after: dollar)...]
            if rest.first == "{", let close = rest.firstIndex(of: "}") {
                result += braced(rest[rest.index(after: rest.startIndex)..<close], variables)
                rest = rest[rest.index(after: close)...]
            } else {
                let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
                result += name.isEmpty ? "$" : variables[String(name)] ?? ""
                rest = rest.dropFirst(name.count)
            }
        }
        return result + rest
    }

    /// `NAME` or `NAME/#/PREFIX`: the prefix only where the variable is set.
    private static func braced(_ inside: Substring, _ variables: [String: String]) -> String {
        guard let slash = inside.firstIndex(of: "/"), inside[slash...].hasPrefix("/#/") else {
            return variables[String(inside)] ?? ""
        }
        guard let value = variables[String(inside[..<slash])] else { return "" }
        return inside[slash...].dropFirst(3) + value
    }
}

/// A command split into words by blanks and quotes, the way a shell does it.
enum CommandWords {
    struct Word {
        var text = ""
        /// Held in quotes, so that it counts even when it is empty.
        var isQuoted = false
        /// Held in single quotes as a whole: nothing in it is expanded.
        var isLiteral = false
    }

    static func split(_ command: String) -> [Word] {
        var words: [Word] = []
        var word: Word?
        var quote: Character?
        var isEscaped = false
        for character in command {
            if isEscaped {
                word = word ?? Word()
                word?.text.append(character)
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
            } else if let open = quote {
                if character == open { quote = nil } else { word?.text.append(character) }
            } else if character == "'" || character == "\"" {
                let isNew = word == nil
                word = word ?? Word()
                word?.isQuoted = true
                if isNew, character == "'" { word?.isLiteral = true }
                quote = character
            } else if character.isWhitespace {
                if let finished = word { words.append(finished) }
                word = nil
            } else {
                word = word ?? Word()
                word?.text.append(character)
            }
        }
        if let word { words.append(word) }
        return words
    }
}
