/// How type and contract strings are cut up. It works on bytes: an accent behind a quote would hide it among characters.
enum TypeText {
    /// Far above any type in use; it bounds what a string can cost.
    static let maximumLength = 4_096
    static let maximumDepth = 32

    /// The name before the arguments, and the arguments with their brackets, empty where there are none.
    static func parts(of text: Substring) -> (name: Substring, arguments: Substring) {
        let bracket = text.utf8.firstIndex(of: UInt8(ascii: "<")) ?? text.endIndex
        return (trimmed(text[..<bracket]), trimmed(text[bracket...]))
    }

    /// The arguments between brackets, which `text` starts and ends with. A comma may follow the last one.
    static func arguments(of text: Substring) throws(TypeParseError.Cause) -> [Substring] {
        guard text.utf8.first == UInt8(ascii: "<"), text.utf8.last == UInt8(ascii: ">") else {
            throw .notBracketed(String(text))
        }
        var pieces: [Substring] = []
        var scan = BracketScan()
        var start = text.utf8.index(after: text.startIndex)
        for index in text.utf8.indices {
            let byte = text.utf8[index]
            let wasPart = scan.depth == 1 && !scan.isQuoted
            scan.take(byte)
            guard !scan.isQuoted else { continue }
            let next = text.utf8.index(after: index)
            if wasPart, byte == UInt8(ascii: ",") || scan.depth == 0 {
                pieces.append(trimmed(text[start..<index]))
                start = next
            }
            guard scan.depth > 0 || next == text.endIndex else {
                throw .extraContent(String(text), extra: String(text[next...]))
            }
        }
        if scan.isQuoted { throw .unclosedQuotes(String(text)) }
        if scan.depth > 0 { throw .unclosedBrackets(String(text)) }
        if pieces.last?.isEmpty == true { pieces.removeLast() }
        return pieces
    }

    /// Refuses what is longer than any type in use.
    static func checkLength(_ text: String) throws(TypeParseError.Cause) {
        let length = text.unicodeScalars.count
        guard length <= maximumLength else { throw .tooLong(length) }
    }

    /// The text of a string literal with its quotes escaped. Backslashes stay as they are, as in the reference.
    static func escaped(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.replacing("'".unicodeScalars, with: "\\'".unicodeScalars)))
    }

    /// The opposite of `escaped`.
    static func unescaped(_ text: Substring) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.replacing("\\'".unicodeScalars, with: "'".unicodeScalars)))
    }

    static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while let byte = text.utf8.first, isBlank(byte) { text = Substring(text.utf8.dropFirst()) }
        while let byte = text.utf8.last, isBlank(byte) { text = Substring(text.utf8.dropLast()) }
        return text
    }

    /// What Python's `strip` takes away, as far as it is ASCII.
    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || 0x09...0x0d ~= byte || 0x1c...0x1f ~= byte
    }
}

/// Follows brackets and quotes from byte to byte.
private struct BracketScan {
    var depth = 0
    var isQuoted = false
    private var previous: UInt8 = 0

    mutating func take(_ byte: UInt8) {
        defer { previous = byte }
        if byte == UInt8(ascii: "'") {
            isQuoted = isQuoted ? previous == UInt8(ascii: "\\") : true
        } else if !isQuoted {
            if byte == UInt8(ascii: "<") { depth += 1 }
            if byte == UInt8(ascii: ">") { depth -= 1 }
        }
    }
}
