/// Writes compact JSON straight into bytes and sets the commas by itself.
///
/// Foundation's encoder takes about ten times as long for an answer as small as one job.
package struct JSONWriter: Sendable {
    /// What has been written so far.
    package var bytes: [UInt8] = []
    @usableFromInline var needsComma = false

    /// A writer with room for `capacity` bytes; it grows when they do not suffice.
    @inlinable
    package init(capacity: Int = 256) {
        bytes.reserveCapacity(capacity)
    }

    /// Opens an object; members follow until `endObject`.
    @inlinable
    package mutating func beginObject() {
        separate()
        bytes.append(UInt8(ascii: "{"))
        needsComma = false
    }

    /// Closes the object that was opened last.
    @inlinable
    package mutating func endObject() {
        bytes.append(UInt8(ascii: "}"))
        needsComma = true
    }

    /// Opens an array; values follow until `endArray`.
    @inlinable
    package mutating func beginArray() {
        separate()
        bytes.append(UInt8(ascii: "["))
        needsComma = false
    }

    /// Closes the array that was opened last.
    @inlinable
    package mutating func endArray() {
        bytes.append(UInt8(ascii: "]"))
        needsComma = true
    }

    /// A key that is plain ASCII without anything to escape.
    @inlinable
    package mutating func key(_ key: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        key.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// A key of any text, with what has to be escaped.
    @_disfavoredOverload
    package mutating func key(_ key: String) {
        separate()
        appendQuoted(key)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// A string, with what has to be escaped; other characters as they are, in UTF-8.
    package mutating func value(_ text: String) {
        separate()
        appendQuoted(text)
        needsComma = true
    }

    /// A whole number.
    package mutating func value(_ number: Int64) {
        separate()
        appendInteger(number)
        needsComma = true
    }

    /// A whole number.
    package mutating func value(_ number: Int) {
        value(Int64(number))
    }

    /// The shortest text that reads back as the same number; null for what JSON has no number for.
    package mutating func value(_ number: Double) {
        guard number.isFinite else { return null() }
        separate()
        bytes.append(contentsOf: number.description.utf8)
        needsComma = true
    }

    /// `true` or `false`.
    @inlinable
    package mutating func value(_ flag: Bool) {
        separate()
        bytes.append(contentsOf: (flag ? "true" : "false").utf8)
        needsComma = true
    }

    /// `null`.
    @inlinable
    package mutating func null() {
        separate()
        bytes.append(contentsOf: "null".utf8)
        needsComma = true
    }

    /// A string; null where there is none.
    package mutating func value(_ text: String?) {
        if let text { value(text) } else { null() }
    }

    /// A whole number; null where there is none.
    package mutating func value(_ number: Int64?) {
        if let number { value(number) } else { null() }
    }

    /// A number; null where there is none or JSON has none for it.
    package mutating func value(_ number: Double?) {
        if let number { value(number) } else { null() }
    }

    /// A boolean; null where there is none.
    package mutating func value(_ flag: Bool?) {
        if let flag { value(flag) } else { null() }
    }

    /// Splices in a value that is JSON already.
    package mutating func raw(_ json: String) {
        separate()
        bytes.append(contentsOf: json.utf8)
        needsComma = true
    }

    /// Splices in a value that is JSON already.
    package mutating func raw(_ json: [UInt8]) {
        separate()
        bytes.append(contentsOf: json)
        needsComma = true
    }

    @inlinable
    mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func appendInteger(_ number: Int64) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        // The digits come out last first; no 64-bit magnitude has more than 20.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var magnitude = number.magnitude
            var first = digits.count
            repeat {
                first -= 1
                digits.initializeElement(at: first, to: UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude % 10))
                magnitude /= 10
            } while magnitude > 0
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[first...]))
        }
    }

    private mutating func appendQuoted(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            var start = 0
            for (index, byte) in utf8.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5c {
                bytes.append(contentsOf: utf8[start..<index])
                appendEscaped(byte)
                start = index + 1
            }
            bytes.append(contentsOf: utf8[start...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func appendEscaped(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x22, 0x5c: bytes.append(byte)
        case 0x0a: bytes.append(UInt8(ascii: "n"))
        case 0x0d: bytes.append(UInt8(ascii: "r"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        default:
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(Self.hexDigit(byte >> 4))
            bytes.append(Self.hexDigit(byte & 15))
        }
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}

extension JSONWriter {
    /// A member that is a string.
    package mutating func field(_ key: StaticString, _ text: String) {
        self.key(key)
        value(text)
    }

    /// A member that is a string, or null.
    package mutating func field(_ key: StaticString, _ text: String?) {
        self.key(key)
        value(text)
    }

    /// A member that is a whole number.
    package mutating func field(_ key: StaticString, _ number: Int64) {
        self.key(key)
        value(number)
    }

    /// A member that is a whole number.
    package mutating func field(_ key: StaticString, _ number: Int) {
        self.key(key)
        value(number)
    }

    /// A member that is a whole number, or null.
    package mutating func field(_ key: StaticString, _ number: Int64?) {
        self.key(key)
        value(number)
    }

    /// A member that is a number; null for what JSON has no number for.
    package mutating func field(_ key: StaticString, _ number: Double) {
        self.key(key)
        value(number)
    }

    /// A member that is a number, or null.
    package mutating func field(_ key: StaticString, _ number: Double?) {
        self.key(key)
        value(number)
    }

    /// A member that is a boolean.
    package mutating func field(_ key: StaticString, _ flag: Bool) {
        self.key(key)
        value(flag)
    }

    /// A member that is a boolean, or null.
    package mutating func field(_ key: StaticString, _ flag: Bool?) {
        self.key(key)
        value(flag)
    }

    /// A member whose value is JSON already; null where there is none.
    package mutating func fieldRaw(_ key: StaticString, _ json: String?) {
        self.key(key)
        if let json { raw(json) } else { null() }
    }
}
