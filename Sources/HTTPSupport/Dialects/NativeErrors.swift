import HTTPTypes
import HummingbirdCore
import JobEngine

/// The refusals of our own dialect: 401 for missing or wrong credentials, 403 for what they do not allow, all in JSON.
package struct NativeErrors: DialectErrors {
    /// There is nothing to set.
    package init() {}

    package var unknownPath: Response { RequestError.notFound.response }

    package func answer(to failure: AccessFailure) -> Response {
        switch failure {
        case .noCredentials:
            Self.unauthorized("Authentication credentials were not provided.")
        case .malformedHeader(let scheme, _):
            Self.unauthorized("The Authorization header of the \(scheme.rawValue) scheme is malformed.")
        case .rejected(.tooManyAttempts(let wait)):
            .notNow(.tooManyAttempts(retryAfter: wait))
        case .rejected(.unavailable(let error)):
            .notNow(.unavailable(error))
        case .rejected(let failure):
            Self.unauthorized(failure.description)
        case .crossSite: SessionCookie.refusal
        case .forbidden:
            .detail(403, "You do not have permission to perform this action.")
        }
    }

    private static func unauthorized(_ detail: String) -> Response {
        Response.detail(401, detail)
            .setting(.wwwAuthenticate, "Basic realm=\"drover\", Bearer realm=\"drover\", Token realm=\"drover\"")
    }
}
