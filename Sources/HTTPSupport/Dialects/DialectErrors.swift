import HTTPTypes
import HummingbirdCore
import JobEngine

/// How one dialect words what goes wrong before, or besides, its own handlers.
package protocol DialectErrors: Sendable {
    /// The answer to a path that no route knows.
    var unknownPath: Response { get }

    /// The answer to a request that was not let in.
    func answer(to failure: AccessFailure) -> Response

    /// The answer to a refusal of the engine.
    func answer(to error: EngineError) -> Response

    /// The answer to a fault of the server, which tells nothing but the id under which it was logged.
    func internalError(requestID: String) -> Response
}

extension DialectErrors {
    /// The status that the code stands for, with the engine's words; a missing thing is `Not found.`
    package func answer(to error: EngineError) -> Response {
        switch error.code {
        case .notFound: .detail(404, "Not found.")
        case .invalid: .detail(400, error.message)
        case .conflict: .detail(409, error.message)
        case .forbidden: .detail(403, error.message)
        case .tooManyAttempts: Response.detail(429, error.message).setting(.retryAfter, "60")
        case .tooLarge: .detail(413, error.message)
        }
    }

    /// 500 in JSON with the id of the request.
    package func internalError(requestID: String) -> Response {
        Response.detail(500, "The server failed. Its log tells more under request \(requestID).")
            .setting(.xRequestID, requestID)
    }
}
