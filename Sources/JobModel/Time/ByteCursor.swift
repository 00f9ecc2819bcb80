/// Walks over the bytes of a short text, such as a date, from left to right.
package struct ByteCursor {
    private let bytes: [UInt8]
    private var position = 0

    package init(_ text: String) {
        bytes = Array(text.utf8)
    }

    package var isAtEnd: Bool {
        position == bytes.count
    }

    /// Takes one byte if it is the next.
    package mutating func take(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    /// Takes as many digits as follow, up to the most allowed.
    /// - Returns: the digits, or nil when there are fewer than the fewest.
    package mutating func digits(_ allowed: ClosedRange<Int>) -> ArraySlice<UInt8>? {
        let start = position
        while position < bytes.count, position - start < allowed.upperBound, bytes[position] &- UInt8(ascii: "0") < 10 {
            position += 1
        }
        return position - start < allowed.lowerBound ? nil : bytes[start..<position]
    }

    /// Takes a whole number of so many digits; at most 18 of them.
    package mutating func number(_ allowed: ClosedRange<Int>) -> Int64? {
        digits(allowed).map(Self.value)
    }

    /// The number that at most 18 digits stand for.
    package static func value(_ digits: some Sequence<UInt8>) -> Int64 {
        digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
    }
}
