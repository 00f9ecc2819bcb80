import Crypto

/// Random bytes, and the spellings of bytes that keys and hashes are stored and shown in.
package enum SecretBytes {
    /// - Returns: bytes from the system's generator for secrets.
    static func random(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// Two lower-case hexadecimal digits for each byte.
    package static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 0xF)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// - Returns: nil unless the text is an even number of hexadecimal digits.
    package static func fromHex(_ text: some StringProtocol) -> [UInt8]? {
        let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    /// Base64 with the alphabet for URLs and without padding (RFC 4648 §5).
    package static func base64URL(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0...group.count { text.append(alphabet[bits >> (18 - 6 * place) & 0x3F]) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Compares without stopping at the first difference, so that the time tells nothing about the secret.
    static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// The SHA-256 of a secret, as a small key of a dictionary that never holds the secret itself.
package struct Fingerprint: Hashable, Sendable {
    private let words: SIMD4<UInt64>

    /// - Parameter secret: hashed as its UTF-8 bytes.
    package init(of secret: String) {
        self.init(SHA256.hash(data: Array(secret.utf8)))
    }

    init(_ digest: some Sequence<UInt8>) {
        var words = SIMD4<UInt64>()
        for (place, byte) in digest.prefix(32).enumerated() {
            words[place >> 3] = words[place >> 3] << 8 | UInt64(byte)
        }
        self.words = words
    }

    /// 64 hexadecimal digits, as the database stores it.
    package var hex: String {
        SecretBytes.hex((0..<32).map { UInt8(truncatingIfNeeded: words[$0 >> 3] >> (56 - 8 * UInt64($0 & 7))) })
    }
}
