import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOHTTPTypes
import Synchronization

/// The body that a request announces: read at most once, and accounted for when the answer is written before its end.
final class IncomingBody: Sendable {
    private enum Progress: UInt8, AtomicRepresentable {
        case untouched, begun, complete
    }

    /// So much of an unread body is read and dropped to keep the connection; for more a new one is cheaper.
    private static let drainLimit: Int64 = 64 * 1024
    /// How long a client whose body is not wanted may take to see the answer. Closing at once could destroy the answer
    /// on its way, because data that arrives at a closed socket is answered with a reset.
    private static let lingerTime: TimeAmount = .seconds(2)

    /// The announced number of bytes; nil for a body in chunks.
    let length: Int64?
    private let body: RequestBody
    private let channel: any Channel
    private let expectsContinue: Bool
    private let progress = Atomic(Progress.untouched)

    init(_ body: RequestBody, headers: IncomingHeaders, channel: any Channel) {
        self.body = body
        self.channel = channel
        length = headers.isChunked ? nil : headers.contentLength
        expectsContinue = headers.expectsContinue
    }

    /// Begins to read.
    /// - Returns: nil where somebody began already.
    func open() -> RequestBody? {
        let (isFirst, _) = progress.compareExchange(
            expected: .untouched, desired: .begun, ordering: .acquiringAndReleasing
        )
        guard isFirst else { return nil }
        if expectsContinue {
            channel.writeAndFlush(HTTPResponsePart.head(HTTPResponse(status: .continue)), promise: nil)
        }
        return body
    }

    func markComplete() {
        progress.store(.complete, ordering: .releasing)
    }

    /// Sees to it that what is left of the body is not taken for the next request: Hummingbird drops a short rest, for
    /// a long one the connection ends with this answer.
    func settle(_ response: inout Response) {
        let progress = progress.load(ordering: .acquiring)
        guard progress != .complete else { return }
        let isShort = length.map { $0 <= Self.drainLimit } ?? false
        // A client that waits for "continue" sends nothing now, so there is nothing to drop.
        guard !isShort || (expectsContinue && progress == .untouched) else { return }
        response.headers[.connection] = "close"
        let body = response.body
        response.body = ResponseBody(contentLength: body.contentLength) { [channel] writer in
            try await body.write(writer)
            channel.eventLoop.scheduleTask(in: Self.lingerTime) { channel.close(promise: nil) }
        }
    }
}
