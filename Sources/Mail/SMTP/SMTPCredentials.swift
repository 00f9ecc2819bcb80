import FoundationEssentials

/// A user of an SMTP server. Its text never shows the password.
package struct SMTPCredentials: Sendable, Hashable, CustomStringConvertible {
    private let user: String
    private let password: String

    /// Most bytes of the user and of the password (RFC 4616, 2).
    private static let maximumLength = 255

    /// - Returns: nil when one of the two is empty, longer than 255 bytes, or has a NUL.
    package init?(user: String, password: String) {
        for part in [user, password] {
            guard (1...Self.maximumLength).contains(part.utf8.count), !part.utf8.contains(0) else { return nil }
        }
        self.user = user
        self.password = password
    }

    package var description: String { "user \(user.debugDescription)" }

    /// What follows `AUTH PLAIN` (RFC 4616).
    var initialResponse: String {
        Data("\0\(user)\0\(password)".utf8).base64EncodedString()
    }
}
