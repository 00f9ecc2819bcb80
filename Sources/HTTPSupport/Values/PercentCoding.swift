/// Percent-encoding of URLs (RFC 3986), on bytes.
package enum PercentCoding {
    /// What stays as it is everywhere in a URL.
    static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
            true
        default: false
        }
    }

    /// One segment of a path, with everything encoded but letters, digits and `-._~+`: a version such as `1.0.0+7`
    /// stays readable, and in a path a plus sign means itself.
    package static func pathSegment(_ text: String) -> String {
        encode(text) { isUnreserved($0) || $0 == UInt8(ascii: "+") }
    }

    static func encode(_ text: String, keeping stays: (UInt8) -> Bool) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 { append(byte, to: &bytes, keeping: stays) }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func append(_ byte: UInt8, to bytes: inout [UInt8], keeping stays: (UInt8) -> Bool) {
        if stays(byte) {
            bytes.append(byte)
        } else {
            bytes.append(UInt8(ascii: "%"))
            bytes.append(hexadecimalDigit(byte >> 4))
            bytes.append(hexadecimalDigit(byte & 15))
        }
    }

    /// Decodes once.
    /// - Returns: nil where a percent sign is not followed by two hexadecimal digits.
    static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = text.makeIterator()
        while let byte = rest.next() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.next().flatMap(digitValue), let low = rest.next().flatMap(digitValue)
            else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    static func digitValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static func hexadecimalDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }
}
