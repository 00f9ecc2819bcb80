import AsyncHTTPClient
import JSONSupport
import NIOCore
import Glibc
import NIOPosix

extension APIClient {
    /// No answer came: what kept it, and what to look at.
    func unreachable(_ error: any Error) -> CommandFailure {
        CommandFailure(
            .unreachable, "cannot reach \(settings.server): \(Self.reason(error))",
            advice: "Is `drover serve` running there? Set --server or DROVER_SERVER."
        )
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case let error as NIOConnectionError:
            if let first = error.connectionErrors.first { return reason(first.error) }
            return "the host \(error.host) has no address"
        case let error as IOError:
            return error.errnoCode.message
        case let error as HTTPClientError: return reason(error)
        default: return SafeText.oneLine(String(describing: error))
        }
    }

    private static func reason(_ error: HTTPClientError) -> String {
        switch error {
        case .connectTimeout: "no connection within 10 seconds"
        case .readTimeout: "no answer within 90 seconds"
        case .remoteConnectionClosed: "the connection was closed"
        default: error.shortDescription
        }
    }

    /// What an answer other than 2xx means for the caller.
    func refusal(status: Int, body: JSON?, retryAfter: String? = nil) -> CommandFailure {
        let detail = SafeText.oneLine(body?["detail"]?.stringValue ?? body?.stringValue ?? "the server answered \(status)")
        switch status {
        case 401: return CommandFailure(.refused, detail, advice: credentialsAdvice)
        case 403:
            return CommandFailure(
                .refused, detail, advice: "Writing needs a staff user; `drover user list` shows who is one."
            )
        case 404: return CommandFailure(.notFound, detail)
        case 409: return CommandFailure(.conflict, detail)
        case 413: return CommandFailure(.conflict, detail)
        case 429:
            let wait = retryAfter.flatMap { Int($0) }.map { "in \($0) seconds" } ?? "later"
            return CommandFailure(.conflict, detail, advice: "Try again \(wait).")
        case 503, 507: return CommandFailure(.conflict, detail, advice: "Try again later.")
        case 300..<400:
            return CommandFailure(
                .failed, "\(settings.server) points elsewhere (\(status))", advice: "Is the address complete?"
            )
        case 400..<500: return CommandFailure(.usage, detail)
        default: return CommandFailure(.failed, detail, advice: "The server's own log says more.")
        }
    }

    private var credentialsAdvice: String {
        switch settings.credentials {
        case nil: "Set --key or DROVER_KEY (made with `drover user key NAME`), or --user and DROVER_PASSWORD."
        case .key: "The server does not know this key, or it was revoked. Make one with `drover user key NAME`."
        case .password: "The user name or the password is not right."
        }
    }
}

extension CInt {
    /// The operating system's words for an error number, in lower case as part of a sentence.
    fileprivate var message: String {
        String(cString: strerror(self)).lowercased()
    }
}
