import HTTPTypes
import HummingbirdCore
import JobEngine
import JSONSupport

/// The refusals of UFDL (reference/ufdl.md §1.4): 401 with a challenge for every lack of credentials, which makes its
/// clients fetch a new token and try again.
package struct UFDLErrors: DialectErrors {
    /// There is nothing to set.
    package init() {}

    package var unknownPath: Response { ScaleErrors().unknownPath }

    package func answer(to failure: AccessFailure) -> Response {
        switch failure {
        case .noCredentials:
            Self.unauthorized("Authentication credentials were not provided.")
        case .malformedHeader:
            Self.unauthorized(
                "Authorization header must contain two space-delimited values", code: "bad_authorization_header"
            )
        case .rejected(let failure):
            Self.answer(to: failure)
        case .crossSite: SessionCookie.refusal
        case .forbidden:
            .detail(403, "You do not have permission to perform this action.")
        }
    }

    /// 401 with the challenge that UFDL's clients know.
    static func unauthorized(_ detail: String, code: String? = nil, reason: TokenFailure? = nil) -> Response {
        Response.json(401) { writer in
            writer.beginObject()
            writer.field("detail", detail)
            if let code { writer.field("code", code) }
            if let reason {
                writer.key("messages")
                writer.beginArray()
                writer.beginObject()
                writer.field("token_class", "AccessToken")
                writer.field("token_type", "access")
                writer.field("message", reason.rawValue)
                writer.endObject()
                writer.endArray()
            }
            writer.endObject()
        }.setting(.wwwAuthenticate, "Bearer realm=\"api\"")
    }

    private static func answer(to failure: AuthenticationFailure) -> Response {
        switch failure {
        case .badToken(.noUser):
            unauthorized(TokenFailure.noUser.rawValue, code: "token_not_valid")
        case .badToken(let reason):
            unauthorized("Given token not valid for any token type", code: "token_not_valid", reason: reason)
        case .userNotFound: unauthorized("User not found", code: "user_not_found")
        case .userInactive: unauthorized("User is inactive", code: "user_inactive")
        case .wrongPassword, .unknownKey: unauthorized(failure.description)
        case .tooManyAttempts, .unavailable: .notNow(failure)
        }
    }
}
