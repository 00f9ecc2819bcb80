import HTTPTypes
import JobEngine

/// Who may use a route.
package enum Access: Sendable, Hashable {
    /// Everybody, without a look at credentials.
    case open
    /// Any user.
    case read
    /// Everybody who asks for a WebSocket, without a look at credentials, as browsers cannot send any and UFDL's front end
    /// does not (ufdl.md §10.1); any user for everything else.
    case readOrWatch
    /// Any user, and workers: the bytes of files.
    case readFile
    /// Staff.
    case write
    /// A key made for workers, or staff.
    case worker
    /// Any user for GET, staff for everything else.
    case byMethod

    /// Whether credentials play no part for this request.
    func isOpen(to request: HTTPRequest) -> Bool {
        self == .open || (self == .readOrWatch && request.asksForWebSocket)
    }

    /// The same for one method, with `byMethod` resolved.
    func resolved(for verb: Verb) -> Access {
        guard self == .byMethod else { return self }
        return verb == .get ? .read : .write
    }

    /// - Parameter principal: who asks; nil for somebody without credentials.
    func admits(_ principal: Principal?, _ anonymous: AnonymousAccess) -> Bool {
        switch self {
        case .open: true
        case .read, .readOrWatch, .byMethod: anonymous != .none || principal?.may(.read) == true
        case .readFile: anonymous != .none || principal?.may(.readFile) == true
        case .write: anonymous == .write || principal?.may(.write) == true
        case .worker: principal?.may(.work) == true || principal?.isStaff == true
        }
    }
}
