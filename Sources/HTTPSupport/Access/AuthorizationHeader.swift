import JobEngine

/// The schemes of the `Authorization` header that are ours.
package enum AuthorizationScheme: String, Sendable, Hashable {
    case basic
    case bearer
    case token
}

/// Reads the `Authorization` header.
enum AuthorizationHeader {
    /// - Returns: nil without a header, or where its scheme is not ours.
    /// - Throws: `AccessFailure.malformedHeader`.
    static func credentials(in header: String?) throws(AccessFailure) -> Credentials? {
        guard let header else { return nil }
        let words = header.split(separator: " ", omittingEmptySubsequences: true)
        guard let scheme = words.first.flatMap({ AuthorizationScheme(rawValue: $0.lowercased()) }) else { return nil }
        guard words.count > 1 else { throw .malformedHeader(scheme, .noCredentials) }
        guard words.count == 2 else { throw .malformedHeader(scheme, .hasSpaces) }
        let text = words[1]
        switch scheme {
        case .bearer: return .bearer(String(text))
        case .token: return .token(String(text))
        case .basic:
            guard let credentials = basic(text) else { throw .malformedHeader(.basic, .notBase64) }
            return credentials
        }
    }

    private static func basic(_ text: Substring) -> Credentials? {
        guard let bytes = Base64.decode(text.utf8), let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
            let username = String(validating: bytes[..<colon], as: UTF8.self),
            let password = String(validating: bytes[(colon + 1)...], as: UTF8.self)
        else { return nil }
        return .basic(username: username, password: password)
    }
}
