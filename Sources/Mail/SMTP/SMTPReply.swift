import NIOCore

/// An answer of the server (RFC 5321, 4.2).
struct SMTPReply: Sendable, Hashable {
    let code: Int
    /// The text of every line behind its code.
    let lines: [String]

    var isPositive: Bool { (200...299).contains(code) }
    /// The server waits for more: the text of the message.
    var isIntermediate: Bool { (300...399).contains(code) }
    var isPermanentFailure: Bool { (500...599).contains(code) }

    /// - Parameter step: what was refused.
    func error(_ step: String) -> MailError {
        let answer = MailError.quoted(([String(code)] + lines).joined(separator: " ").utf8)
        let text = "\(step): the server answered \(answer)"
        return isPermanentFailure ? .permanent(text) : .temporary(text)
    }
}

/// Makes replies of what arrives.
struct SMTPReplyParser {
    /// Most bytes of a line; RFC 5321 asks for 512 and extensions for more.
    static let maximumLineLength = 2048
    /// Most lines of a reply; the longest in use lists the extensions of the server.
    static let maximumLines = 100

    private var buffer = ByteBuffer()
    private var lines: [String] = []

    mutating func add(_ bytes: ByteBuffer) {
        buffer.writeImmutableBuffer(bytes)
        buffer.discardReadBytes()
    }

    /// The next complete reply, or nil when more has to arrive first.
    /// - Throws: a temporary error when what came is no SMTP: it says nothing about the message.
    mutating func next() throws(MailError) -> SMTPReply? {
        while let line = try nextLine() {
            guard lines.count < Self.maximumLines else { throw .temporary("the server's answer has too many lines") }
            guard let code = Self.code(line) else {
                throw .temporary("the server does not speak SMTP: " + MailError.quoted(line))
            }
            lines.append(String(decoding: line.dropFirst(4), as: UTF8.self))
            if line.dropFirst(3).first == UInt8(ascii: "-") { continue }
            defer { lines = [] }
            return SMTPReply(code: code, lines: lines)
        }
        return nil
    }

    private mutating func nextLine() throws(MailError) -> [UInt8]? {
        let view = buffer.readableBytesView
        guard let end = view.prefix(Self.maximumLineLength).firstIndex(of: 10) else {
            if view.count < Self.maximumLineLength { return nil }
            throw .temporary("a line of the server's answer is too long")
        }
        var line = Array(view[..<end])
        if line.last == 13 { line.removeLast() }
        buffer.moveReaderIndex(forwardBy: end + 1 - view.startIndex)
        return line
    }

    /// Three digits, then the end of the line, a space or, where more lines follow, a hyphen.
    private static func code(_ line: [UInt8]) -> Int? {
        let separator = line.dropFirst(3).first ?? UInt8(ascii: " ")
        guard separator == UInt8(ascii: " ") || separator == UInt8(ascii: "-") else { return nil }
        guard let code = Int(String(decoding: line.prefix(3), as: UTF8.self)) else { return nil }
        return (200...599).contains(code) ? code : nil
    }
}
