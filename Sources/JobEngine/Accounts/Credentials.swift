import Storage

/// What a request shows to say who makes it.
package enum Credentials: Sendable, Hashable {
    /// HTTP Basic.
    case basic(username: String, password: String)
    /// `Authorization: Bearer`, an access token.
    case bearer(String)
    /// `Authorization: Token`, an API key.
    case token(String)
    /// The cookie of the dashboard, a session token.
    case session(String)
}

/// Why the credentials of a request were not accepted. Each dialect has a body of its own for most of these.
package enum AuthenticationFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// The JWT is not good, for the reason inside.
    case badToken(TokenFailure)
    /// The JWT or key is good, but its user is gone.
    case userNotFound
    /// The JWT or key is good, but its user was switched off.
    case userInactive
    /// No active user has this name and password; which of the three is wrong is not told.
    case wrongPassword
    /// No such API key, or it was revoked.
    case unknownKey
    /// Too many log-ins failed or are under way for this user name or from this address.
    case tooManyAttempts(retryAfter: Duration)
    /// The database could not be asked.
    case unavailable(StorageError)

    package var description: String {
        switch self {
        case .badToken(let failure): failure.rawValue
        case .userNotFound: "User not found"
        case .userInactive: "User is inactive"
        case .wrongPassword: "No active account found with the given credentials"
        case .unknownKey: "The API key is unknown or revoked."
        case .tooManyAttempts(let wait): "Too many log-in attempts; try again in \(Self.wholeSeconds(wait)) seconds."
        case .unavailable(let error): error.message
        }
    }

    /// The value of a `Retry-After` header; nil where waiting does not help.
    package var retryAfterSeconds: Int64? {
        guard case .tooManyAttempts(let wait) = self else { return nil }
        return Self.wholeSeconds(wait)
    }

    private static func wholeSeconds(_ wait: Duration) -> Int64 {
        let (seconds, fraction) = wait.components
        return max(1, fraction > 0 ? seconds + 1 : seconds)
    }
}
