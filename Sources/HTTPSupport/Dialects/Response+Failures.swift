import BlobStore
import HTTPTypes
import HummingbirdCore
import JobEngine
import Storage

extension Response {
    /// The answer where credentials could not be checked now: 429 or 503.
    static func notNow(_ failure: AuthenticationFailure) -> Response {
        if case .unavailable(let error) = failure { return .storageFailure(error) ?? .unavailable }
        let response = Response.detail(429, failure.description)
        return failure.retryAfterSeconds.map { response.setting(.retryAfter, String($0)) } ?? response
    }

    /// The answer to a failure of the database that a client can do something about; nil for any other.
    static func storageFailure(_ error: StorageError) -> Response? {
        switch error.code {
        case .overloaded:
            Response.detail(503, "Too many changes are waiting; try again.").setting(.retryAfter, "1")
        case .diskFull: .noSpace
        case .closed: .unavailable
        case .constraint, .incompatible, .other: nil
        }
    }

    /// The answer to a failure of the file store that a client can do something about; nil for any other.
    static func blobFailure(_ error: BlobError) -> Response? {
        switch error {
        case .notFound: RequestError.notFound.response
        case .tooLarge(let limit): .tooLarge(limit: limit)
        case .noSpace: .noSpace
        case .stopped: .unavailable
        case .rangeNotSatisfiable(let size): .rangeNotSatisfiable(size: size)
        default: nil
        }
    }

    /// 413 for a body of more bytes than a route takes.
    static func tooLarge(limit: Int64) -> Response {
        .detail(413, "The request body is larger than the limit of \(limit) bytes.")
    }

    static func rangeNotSatisfiable(size: Int64) -> Response {
        Response.detail(416, "The range lies outside the content of \(size) bytes.")
            .setting(.contentRange, "bytes */\(size)")
    }

    static var unavailable: Response {
        Response.detail(503, "The server is not available now; try again.").setting(.retryAfter, "5")
    }

    private static var noSpace: Response {
        .detail(507, "The server has no space left for this.")
    }
}
