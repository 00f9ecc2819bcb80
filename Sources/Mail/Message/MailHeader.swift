import FoundationEssentials

/// Header lines without their last CRLF. Whatever the values hold, the only line ends are those of folding.
enum MailHeader {
    /// A line with an encoded word has at most 76 characters (RFC 2047, 2); other lines should keep to 78.
    private static let maximumLineLength = 76
    /// Bytes of text in one encoded word: 52 characters in base64, so that even the first line stays within 76.
    private static let maximumWordBytes = 39

    /// Addresses, each on a line of its own.
    static func addresses(_ name: String, _ addresses: [String]) -> String {
        name + ": " + addresses.map(token).joined(separator: ",\r\n ")
    }

    /// A value of printable ASCII without spaces, angle brackets or commas.
    static func token(_ text: String) -> String {
        let signs = text.unicodeScalars.map { sign -> Character in
            let isAllowed = (33...126).contains(sign.value) && sign != "<" && sign != ">" && sign != ","
            return isAllowed ? Character(sign) : "?"
        }
        return String(signs)
    }

    /// Text of any script, as it is where that is possible, else in encoded words.
    static func text(_ name: String, _ text: String) -> String {
        folded(name, text) ?? name + ": " + encodedWords(text).joined(separator: "\r\n ")
    }

    /// Printable ASCII, broken before spaces.
    /// - Returns: nil when the text is anything else, has a word too long for a line, has spaces that folding or a
    ///   reader could change, or looks like an encoded word.
    private static func folded(_ name: String, _ text: String) -> String? {
        guard text.utf8.allSatisfy({ (32...126).contains($0) }), !text.contains("=?") else { return nil }
        if text.isEmpty { return name + ":" }
        var lines: [String] = []
        var line = name + ":"
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            // A first line without a word would look like an empty header.
            if word.isEmpty || line.utf8.count + 1 + word.utf8.count > maximumLineLength {
                guard !word.isEmpty, !lines.isEmpty || line.utf8.count > name.utf8.count + 1,
                    word.utf8.count < maximumLineLength
                else { return nil }
                lines.append(line)
                line = ""
            }
            line += " " + word
        }
        return (lines + [line]).joined(separator: "\r\n")
    }

    /// RFC 2047 in base64; no word holds a part of a character's bytes.
    private static func encodedWords(_ text: String) -> [String] {
        var words: [String] = []
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            let next = Array(String(scalar).utf8)
            if bytes.count + next.count > maximumWordBytes {
                words.append(encodedWord(bytes))
                bytes = []
            }
            bytes += next
        }
        return words + [encodedWord(bytes)]
    }

    private static func encodedWord(_ bytes: [UInt8]) -> String {
        "=?utf-8?B?" + Data(bytes).base64EncodedString() + "?="
    }
}
