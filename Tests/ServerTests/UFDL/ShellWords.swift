/// The words of a recorded command line.
enum ShellWords {
    /// Splits at blanks; knows single and double quotes, which is all that the recorder wrote.
    static func split(_ line: String) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        for character in line {
            if let open = quote {
                if character == open { quote = nil } else { word?.append(character) }
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if character == " " {
                if let finished = word { words.append(finished) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if let finished = word { words.append(finished) }
        return words
    }

    /// The recorder wrote raw bodies as Python shows bytes: `b'…'`.
    static func pythonBytes(_ text: String) -> [UInt8] {
        guard text.hasPrefix("b'") || text.hasPrefix("b\"") else { return Array(text.utf8) }
        var bytes: [UInt8] = []
        var rest = text.dropFirst(2).dropLast()[...]
        while let character = rest.popFirst() {
            guard character == "\\", let escaped = rest.popFirst() else {
                bytes += Array(String(character).utf8)
                continue
            }
            switch escaped {
            case "x":
                bytes.append(UInt8(rest.prefix(2), radix: 16) ?? 0)
                rest = rest.dropFirst(2)
            case "n": bytes.append(UInt8(ascii: "\n"))
            case "r": bytes.append(UInt8(ascii: "\r"))
            case "t": bytes.append(UInt8(ascii: "\t"))
            default: bytes += Array(String(escaped).utf8)
            }
        }
        return bytes
    }
}
