/// Text from logs, names and messages made harmless for a terminal: it may come from anybody's job, and an escape sequence
/// can recolour, retitle or overwrite what the reader sees.
enum SafeText {
    /// Keeps line ends and tabs; other control characters become visible (`^[` for ESC), marks that reverse the reading
    /// direction are shown as `<U+202E>`. A lone carriage return ends the line.
    static func lines(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
        var safe = ""
        var scalars = text.unicodeScalars.makeIterator()
        var pending = scalars.next()
        while let scalar = pending {
            pending = scalars.next()
            if scalar == "\r" {
                if pending != "\n" { safe.append("\n") }
            } else if isUnsafe(scalar) {
                safe.append(visible(scalar))
            } else {
                safe.unicodeScalars.append(scalar)
            }
        }
        return safe
    }

    /// The same for text that has to stay on one line: line ends and tabs become blanks.
    static func oneLine(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { isUnsafe($0) || $0 == "\n" || $0 == "\t" }) else { return text }
        var safe = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n", "\t", "\r": safe.append(" ")
            case _ where isUnsafe(scalar): safe.append(visible(scalar))
            default: safe.unicodeScalars.append(scalar)
            }
        }
        return safe
    }

    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0a: false
        case 0x00...0x1f, 0x7f...0x9f: true
        case 0x200e, 0x200f, 0x202a...0x202e, 0x2066...0x2069: true
        default: false
        }
    }

    private static func visible(_ scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0x00...0x1f: "^" + String(UnicodeScalar(UInt8(scalar.value) + 0x40))
        case 0x7f: "^?"
        default: "<U+" + padded(String(scalar.value, radix: 16, uppercase: true)) + ">"
        }
    }

    private static func padded(_ digits: String) -> String {
        String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
