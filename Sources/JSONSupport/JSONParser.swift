/// How much a text may ask of the parser.
package struct JSONLimits: Sendable, Hashable {
    /// How deep arrays and objects may be nested.
    package var maximumDepth: Int
    /// How many values there may be in all.
    package var maximumNodes: Int

    /// The standard limits, or others where they are given.
    package init(maximumDepth: Int = 64, maximumNodes: Int = 1_000_000) {
        self.maximumDepth = maximumDepth
        self.maximumNodes = maximumNodes
    }

    /// 64 levels and a million values: more than any client of ours sends, little enough to parse at once.
    package static let standard = JSONLimits()
}

/// Why a text is not JSON, in the words that Python's parser uses, because Scale's and UFDL's clients show them.
package struct JSONParseError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The byte at which the text stops being JSON.
    package let offset: Int
    /// What was expected or found, with line, column and character.
    package let message: String

    package var description: String {
        message
    }
}

extension JSON {
    /// Parses one JSON text, strictly (RFC 8259): no trailing text, no NaN, no bad UTF-8, no lone surrogate.
    package static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits = .standard
    ) throws(JSONParseError) -> JSON {
        var parser = JSONParser(bytes: bytes, limits: limits)
        return try parser.parseText()
    }

    /// Parses one JSON text, without a copy where its bytes lie in one piece.
    package static func parse(
        _ bytes: some Collection<UInt8>, limits: JSONLimits = .standard
    ) throws(JSONParseError) -> JSON {
        let inPlace = bytes.withContiguousStorageIfAvailable { buffer in
            Result { () throws(JSONParseError) in try parse(buffer, limits: limits) }
        }
        guard let inPlace else { return try parse(Array(bytes), limits: limits) }
        return try inPlace.get()
    }

    /// Parses one JSON text.
    package static func parse(_ text: String, limits: JSONLimits = .standard) throws(JSONParseError) -> JSON {
        var text = text
        return try text.withUTF8 { buffer in
            Result { () throws(JSONParseError) in try parse(buffer, limits: limits) }
        }.get()
    }
}

/// A recursive-descent parser over bytes; the depth limit keeps the recursion shallow.
struct JSONParser {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let limits: JSONLimits
    private var position = 0
    private var depth = 0
    private var nodes = 0

    init(bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    mutating func parseText() throws(JSONParseError) -> JSON {
        let value = try parseValue()
        skipBlanks()
        guard position == bytes.count else { throw failure("Extra data") }
        return value
    }

    private mutating func parseValue() throws(JSONParseError) -> JSON {
        skipBlanks()
        nodes += 1
        guard nodes <= limits.maximumNodes else { throw failure("More than \(limits.maximumNodes) values") }
        guard let first = peek else { throw failure("Expecting value") }
        switch first {
        case UInt8(ascii: "{"): return .object(try parseObject())
        case UInt8(ascii: "["): return .array(try parseArray())
        case UInt8(ascii: "\""): return .string(try parseString())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try parseNumber()
        default: throw failure("Expecting value")
        }
    }

    private mutating func parseObject() throws(JSONParseError) -> JSONObject {
        try enter()
        var object = JSONObject()
        if leave(by: UInt8(ascii: "}")) { return object }
        repeat {
            skipBlanks()
            guard peek == UInt8(ascii: "\"") else {
                throw failure("Expecting property name enclosed in double quotes")
            }
            let key = try parseString()
            skipBlanks()
            guard take(UInt8(ascii: ":")) else { throw failure("Expecting ':' delimiter") }
            object[key] = try parseValue()
            skipBlanks()
        } while take(UInt8(ascii: ","))
        guard leave(by: UInt8(ascii: "}")) else { throw failure("Expecting ',' delimiter") }
        return object
    }

    private mutating func parseArray() throws(JSONParseError) -> [JSON] {
        try enter()
        var elements: [JSON] = []
        if leave(by: UInt8(ascii: "]")) { return elements }
        repeat {
            elements.append(try parseValue())
            skipBlanks()
        } while take(UInt8(ascii: ","))
        guard leave(by: UInt8(ascii: "]")) else { throw failure("Expecting ',' delimiter") }
        return elements
    }

    /// Steps over the bracket that opens an array or object.
    private mutating func enter() throws(JSONParseError) {
        depth += 1
        guard depth <= limits.maximumDepth else { throw failure("Nested deeper than \(limits.maximumDepth) levels") }
        position += 1
        skipBlanks()
    }

    /// Steps over the bracket that closes what `enter` opened, if it stands here.
    private mutating func leave(by bracket: UInt8) -> Bool {
        guard take(bracket) else { return false }
        depth -= 1
        return true
    }

    private mutating func parseNumber() throws(JSONParseError) -> JSON {
        let start = position
        _ = take(UInt8(ascii: "-"))
        let digits = position
        guard let first = peek, isDigit(first) else { throw failure("Expecting value", at: start) }
        position += 1
        if first != UInt8(ascii: "0") { skipDigits() }
        if let small = smallInteger(from: start, digits: digits) { return .int(small) }
        var isWhole = true
        if peek == UInt8(ascii: "."), position + 1 < bytes.count, isDigit(bytes[position + 1]) {
            isWhole = false
            position += 1
            skipDigits()
        }
        if let exponent = peek, exponent | 0x20 == UInt8(ascii: "e") {
            isWhole = false
            position += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
            guard let digit = peek, isDigit(digit) else { throw failure("Expecting a digit in the exponent") }
            skipDigits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isWhole, let number = Int64(text) { return .int(number) }
        guard let number = Double(text), number.isFinite else { throw failure("Number out of range", at: start) }
        return .double(number)
    }

    /// The integer that ends here, where no fraction or exponent follows and its digits fit in any case.
    private func smallInteger(from start: Int, digits: Int) -> Int64? {
        guard position - digits <= 18, peek != UInt8(ascii: "."), peek.map({ $0 | 0x20 }) != UInt8(ascii: "e") else { return nil }
        let magnitude = bytes[digits..<position].reduce(0 as Int64) { $0 &* 10 &+ Int64($1 &- UInt8(ascii: "0")) }
        return digits == start ? magnitude : -magnitude
    }

    private mutating func parseString() throws(JSONParseError) -> String {
        let start = position
        position += 1
        let plain = position
        var seen: UInt8 = 0
        while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
            seen |= byte
            position += 1
        }
        if peek == UInt8(ascii: "\"") {
            defer { position += 1 }
            let utf8 = UnsafeBufferPointer(rebasing: bytes[plain..<position])
            // ASCII needs no check, and the checking initializer costs short strings half of their time.
            return seen < 0x80 ? String(decoding: utf8, as: UTF8.self) : try text(utf8, at: plain)
        }
        var unescaped = Array(bytes[plain..<position])
        while true {
            guard let byte = peek else { throw failure("Unterminated string starting at", at: start) }
            if byte < 0x20 { throw failure("Invalid control character at") }
            position += 1
            if byte == UInt8(ascii: "\"") { break }
            if byte == UInt8(ascii: "\\") { try parseEscape(into: &unescaped, stringStart: start) } else { unescaped.append(byte) }
        }
        return try unescaped.withUnsafeBufferPointer { buffer in
            Result { () throws(JSONParseError) in try text(buffer, at: plain) }
        }.get()
    }

    private func text(_ utf8: UnsafeBufferPointer<UInt8>, at offset: Int) throws(JSONParseError) -> String {
        guard let text = String(validating: utf8, as: UTF8.self) else { throw failure("Invalid UTF-8", at: offset) }
        return text
    }

    private mutating func parseEscape(into text: inout [UInt8], stringStart: Int) throws(JSONParseError) {
        guard let byte = peek else { throw failure("Unterminated string starting at", at: stringStart) }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0c)
        case UInt8(ascii: "n"): text.append(0x0a)
        case UInt8(ascii: "r"): text.append(0x0d)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: String(try parseUnicodeEscape()).utf8)
        default: throw failure("Invalid \\escape", at: position - 2)
        }
    }

    private mutating func parseUnicodeEscape() throws(JSONParseError) -> Character {
        let start = position - 2
        var code = try parseHex()
        if (0xd800...0xdbff).contains(code) {
            guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw failure("Lone surrogate", at: start) }
            let low = try parseHex()
            guard (0xdc00...0xdfff).contains(low) else { throw failure("Lone surrogate", at: start) }
            code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw failure("Lone surrogate", at: start) }
        return Character(scalar)
    }

    private mutating func parseHex() throws(JSONParseError) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw failure("Invalid \\uXXXX escape")
            }
            code = (code << 4) | UInt32(digit)
            position += 1
        }
        return code
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONParseError) -> JSON {
        let end = position + word.utf8CodeUnitCount
        let matches = end <= bytes.count && word.withUTF8Buffer { $0.elementsEqual(bytes[position..<end]) }
        guard matches else { throw failure("Expecting value") }
        position = end
        return value
    }

    private var peek: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        position += 1
        return true
    }

    private func isDigit(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10
    }

    private mutating func skipDigits() {
        while let byte = peek, isDigit(byte) { position += 1 }
    }

    private mutating func skipBlanks() {
        while let byte = peek, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { position += 1 }
    }

    private func failure(_ message: String, at offset: Int? = nil) -> JSONParseError {
        let offset = offset ?? position
        let before = bytes[..<Swift.min(offset, bytes.count)]
        let line = before.count { $0 == 0x0a } + 1
        let column = offset - (before.lastIndex(of: 0x0a) ?? -1)
        return JSONParseError(offset: offset, message: "\(message): line \(line) column \(column) (char \(offset))")
    }
}
