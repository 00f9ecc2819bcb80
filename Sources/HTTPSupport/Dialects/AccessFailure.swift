import JobEngine

/// Why a request was not let in.
package enum AccessFailure: Error, Sendable, Hashable {
    /// What is wrong with an `Authorization` header of a known scheme.
    package enum Flaw: Sendable, Hashable {
        case noCredentials
        case hasSpaces
        case notBase64
    }

    /// No `Authorization` header, or one of a scheme that is not ours.
    case noCredentials
    case malformedHeader(AuthorizationScheme, Flaw)
    /// The credentials are not good.
    case rejected(AuthenticationFailure)
    /// A change is asked for with the cookie of the dashboard alone, as a page of another origin could.
    case crossSite
    /// The credentials are good, but they do not allow this.
    case forbidden
}
