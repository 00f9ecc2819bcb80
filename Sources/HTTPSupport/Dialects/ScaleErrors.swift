import HTTPTypes
import HummingbirdCore
import JobEngine

/// The refusals of Scale (reference/scale.md §1): a web page for unknown paths, 403 for every lack of credentials.
package struct ScaleErrors: DialectErrors {
    /// There is nothing to set.
    package init() {}

    package var unknownPath: Response { Self.notFoundPage }

    private static let notFoundPage = Response.html(
        404, "<h1>Not Found</h1><p>The requested resource was not found on this server.</p>"
    )

    package func answer(to failure: AccessFailure) -> Response {
        switch failure {
        case .noCredentials: .detail(403, "Authentication credentials were not provided.")
        case .malformedHeader(let scheme, let flaw): .detail(403, Self.text(scheme, flaw))
        case .rejected(let failure): Self.answer(to: failure)
        case .crossSite: SessionCookie.refusal
        case .forbidden: .detail(403, "You do not have permission to perform this action.")
        }
    }

    package func internalError(requestID: String) -> Response {
        Response.html(500, "<h1>Server Error (500)</h1>").setting(.xRequestID, requestID)
    }

    private static func answer(to failure: AuthenticationFailure) -> Response {
        switch failure {
        case .badToken, .unknownKey: .detail(403, "Invalid token.")
        case .userNotFound, .userInactive: .detail(403, "User inactive or deleted.")
        case .wrongPassword: .detail(403, "Invalid username/password.")
        case .tooManyAttempts, .unavailable: .notNow(failure)
        }
    }

    private static func text(_ scheme: AuthorizationScheme, _ flaw: AccessFailure.Flaw) -> String {
        let header = "Invalid \(scheme.rawValue) header."
        return switch flaw {
        case .noCredentials: "\(header) No credentials provided."
        case .hasSpaces: "\(header) \(scheme == .basic ? "Credentials" : "Token") string should not contain spaces."
        case .notBase64: "\(header) Credentials not correctly base64 encoded."
        }
    }
}
