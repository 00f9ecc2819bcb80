/// The number of a float literal. All that are not a number are one value, and `-0.0` is not `0.0`: equal numbers are
/// those that have the same text.
package struct FloatLiteral: Sendable, Hashable {
    private let bits: UInt64

    /// The literal of that number.
    package init(_ value: Double) {
        bits = (value.isNaN ? Double.nan : value).bitPattern
    }

    /// The number.
    package var value: Double {
        Double(bitPattern: bits)
    }
}

extension FloatLiteral: CustomStringConvertible {
    /// The text that Python gives the number. It takes the same digits as Swift, but an exponent already from 1e16 on.
    package var description: String {
        guard value.isFinite else { return value.description }
        let sign = value.sign == .minus ? "-" : ""
        let (digits, exponent) = Self.decimal(of: value.magnitude)
        guard digits != "0" else { return sign + "0.0" }
        guard -4..<16 ~= exponent else {
            let fraction = digits.count == 1 ? "" : ".\(digits.dropFirst())"
            let padding = exponent.magnitude < 10 ? "0" : ""
            return "\(sign)\(digits.prefix(1))\(fraction)e\(exponent < 0 ? "-" : "+")\(padding)\(exponent.magnitude)"
        }
        if exponent < 0 { return "\(sign)0.\(String(repeating: "0", count: -exponent - 1))\(digits)" }
        let whole = digits.prefix(exponent + 1) + String(repeating: "0", count: max(0, exponent + 1 - digits.count))
        let fraction = digits.dropFirst(exponent + 1)
        return "\(sign)\(whole).\(fraction.isEmpty ? "0" : fraction)"
    }

    /// The shortest digits, without zeros at either end, and the power of ten of the first one.
    private static func decimal(of magnitude: Double) -> (digits: String, exponent: Int) {
        let parts = magnitude.description.split(separator: "e")
        let sides = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let fraction = sides.count == 2 ? String(sides[1]) : ""
        let all = String(sides[0]) + fraction
        let significant = all.drop { $0 == "0" }
        guard !significant.isEmpty else { return ("0", 0) }
        let shift = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
        let exponent = sides[0].count - 1 - (all.count - significant.count) + shift
        let trailing = significant.reversed().prefix { $0 == "0" }.count
        return (String(significant.dropLast(trailing)), exponent)
    }
}
