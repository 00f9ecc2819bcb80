/// Reads numbers as Python's `int()` and `float()` do, because type strings come from Python programs.
enum LiteralText {
    /// The whole number that `text` stands for: digits with a sign and single underscores in between.
    enum Integer {
        case none
        case value(Int64)
        /// A whole number, but of more than 64 bits.
        case tooLarge
    }

    static func integer(_ text: Substring.UTF8View) -> Integer {
        var rest = text[...]
        var digits = takeSign(&rest)
        guard takeDigits(&rest, into: &digits), rest.isEmpty else { return .none }
        return Int64(digits).map(Integer.value) ?? .tooLarge
    }

    static func float(_ text: Substring.UTF8View) -> Double? {
        var rest = text[...]
        let sign = takeSign(&rest)
        switch String(Substring(rest)).lowercased() {
        case "inf", "infinity": return sign == "-" ? -.infinity : .infinity
        case "nan": return .nan
        default: break
        }
        var number = ""
        let hasWhole = takeDigits(&rest, into: &number)
        if !hasWhole { number = "0" }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            number += "."
            guard takeDigits(&rest, into: &number) || hasWhole else { return nil }
            if number.hasSuffix(".") { number += "0" }
        } else if !hasWhole {
            return nil
        }
        if let exponent = rest.first, exponent | 0x20 == UInt8(ascii: "e") {
            rest = rest.dropFirst()
            number += "e" + takeSign(&rest)
            guard takeDigits(&rest, into: &number) else { return nil }
        }
        return rest.isEmpty ? Double(sign + number) : nil
    }

    private static func takeSign(_ rest: inout Substring.UTF8View.SubSequence) -> String {
        guard let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") else { return "" }
        rest = rest.dropFirst()
        return first == UInt8(ascii: "-") ? "-" : ""
    }

    /// Takes digits, of which an underscore may part two. Nothing is taken where there is no digit.
    private static func takeDigits(_ rest: inout Substring.UTF8View.SubSequence, into digits: inout String) -> Bool {
        var isAfterDigit = false
        while let byte = rest.first {
            if UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte {
                digits.unicodeScalars.append(Unicode.Scalar(byte))
                isAfterDigit = true
            } else if byte == UInt8(ascii: "_"), isAfterDigit, let next = rest.dropFirst().first,
                UInt8(ascii: "0")...UInt8(ascii: "9") ~= next
            {
                isAfterDigit = false
            } else {
                break
            }
            rest = rest.dropFirst()
        }
        return isAfterDigit
    }
}
