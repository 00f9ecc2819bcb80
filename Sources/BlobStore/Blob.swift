import Crypto

/// The name and length of stored content.
package struct Blob: Sendable, Hashable {
    /// SHA-256 of the content as 64 lower-case hexadecimal digits.
    package let digest: String
    /// Length of the content in bytes.
    package let size: Int64

    /// Describes content that was stored earlier, as a database row remembers it; checks nothing.
    package init(digest: String, size: Int64) {
        self.digest = digest
        self.size = size
    }
}

/// The one spelling of a digest that may become part of a path.
enum DigestText {
    /// How many hexadecimal digits a SHA-256 has.
    static let length = 64

    static func isValid(_ text: some StringProtocol) -> Bool {
        text.utf8.count == length && isHexadecimal(text)
    }

    static func isHexadecimal(_ text: some StringProtocol) -> Bool {
        text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
            default: false
            }
        }
    }

    static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(length)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 0x0f)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
