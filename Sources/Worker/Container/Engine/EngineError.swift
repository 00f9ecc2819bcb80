/// What goes wrong between a worker and its container engine.
package enum EngineError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Nothing answers, or not what an engine answers.
    case unreachable(socket: String, reason: String)
    /// The engine speaks no version of the API that this program speaks.
    case wrongVersion(String)
    /// The engine said no.
    case refused(status: Int, message: String)
    /// The engine began well and failed on the way, as when an image is pulled.
    case failed(String)
    /// It took too long.
    case timedOut(String)

    package var description: String {
        switch self {
        case .unreachable(let socket, let reason): "no container engine answers at \(socket): \(reason)"
        case .wrongVersion(let message), .failed(let message), .timedOut(let message): message
        case .refused(let status, let message): "the container engine answered \(status): \(message)"
        }
    }

    /// Whether the thing asked about is not there.
    package var isNotFound: Bool {
        if case .refused(404, _) = self { true } else { false }
    }
}
