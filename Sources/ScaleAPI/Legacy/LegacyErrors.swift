import HTTPSupport
import JobEngine

/// The refusals of the dialect of 2015: as the later ones, but for the words of a missing thing (scale.md §5.1).
struct LegacyErrors: DialectErrors {
    static let notFound = RequestError(404, "Not found")

    private let later = ScaleErrors()

    var unknownPath: Response { later.unknownPath }

    func answer(to failure: AccessFailure) -> Response {
        later.answer(to: failure)
    }

    func answer(to error: EngineError) -> Response {
        error.code == .notFound ? Self.notFound.response : later.answer(to: error)
    }

    func internalError(requestID: String) -> Response {
        later.internalError(requestID: requestID)
    }
}
