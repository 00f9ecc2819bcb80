/// RFC 2045, 6.7: text as 7-bit lines of at most 76 characters.
struct QuotedPrintable {
    private static let maximumLineLength = 76
    private static let digits = Array("0123456789ABCDEF".utf8)
    private static let lineEnd: [UInt8] = [13, 10]

    private var encoded: [UInt8] = []
    private var column = 0

    /// Encodes text; CR, LF and CRLF become CRLF, and the last line gets one if it has none.
    static func encode(_ text: String) -> [UInt8] {
        var encoder = QuotedPrintable()
        let bytes = Array(text.utf8)
        encoder.encoded.reserveCapacity(bytes.count + bytes.count / 16)
        for (index, byte) in bytes.enumerated() {
            let next = index + 1 < bytes.count ? bytes[index + 1] : 10
            switch byte {
            // The LF behind it ends the line.
            case 13 where next == 10 && index + 1 < bytes.count: break
            case 10, 13: encoder.endLine()
            default: encoder.append(byte, isLastOfLine: next == 10 || next == 13)
            }
        }
        if encoder.column > 0 { encoder.endLine() }
        return encoder.encoded
    }

    private mutating func append(_ byte: UInt8, isLastOfLine: Bool) {
        if Self.isLiteral(byte, isLastOfLine: isLastOfLine) {
            makeRoom(for: 1)
            encoded.append(byte)
            column += 1
        } else {
            makeRoom(for: 3)
            encoded += [UInt8(ascii: "="), Self.digits[Int(byte >> 4)], Self.digits[Int(byte & 15)]]
            column += 3
        }
    }

    /// Spaces and tabs at the end of a line get lost on the way.
    private static func isLiteral(_ byte: UInt8, isLastOfLine: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "="): false
        case 33...126: true
        case 9, 32: !isLastOfLine
        default: false
        }
    }

    /// Keeps one column for the "=" of a soft line break.
    private mutating func makeRoom(for count: Int) {
        if column + count < Self.maximumLineLength { return }
        encoded.append(UInt8(ascii: "="))
        endLine()
    }

    private mutating func endLine() {
        encoded += Self.lineEnd
        column = 0
    }
}
