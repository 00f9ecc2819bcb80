import BlobStore
import HummingbirdCore
import JobEngine
import Logging
import Storage

extension DialectErrors {
    /// The answer to whatever a handler threw. What is nobody's fault but the server's is logged here.
    func answer(to error: any Error, logger: Logger) -> Response {
        switch error {
        case let error as RequestError: error.response
        case let error as EngineError: answer(to: error)
        case AccessFailure.rejected(.unavailable(let error)): answer(to: error, logger: logger)
        case let error as AccessFailure: answer(to: error)
        case let error as AuthenticationFailure: answer(to: AccessFailure.rejected(error), logger: logger)
        case let error as StorageError: .storageFailure(error) ?? fault(error, logger)
        case let error as BlobError: .blobFailure(error) ?? fault(error, logger)
        case is CancellationError: .unavailable
        default: fault(error, logger)
        }
    }

    private func fault(_ error: any Error, _ logger: Logger) -> Response {
        let id = logger[metadataKey: "hb.request.id"]?.description ?? "unknown"
        logger.error("a request failed", metadata: ["error": "\(String(describing: error))"])
        return internalError(requestID: id)
    }
}
