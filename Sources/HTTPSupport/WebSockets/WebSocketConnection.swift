import NIOCore
import Synchronization

/// A client that listens. Everything here may be called from any thread, and nothing waits.
package final class WebSocketConnection: Sendable {
    private static let openCount = Atomic<Int>(0)

    /// How many connections are open in this process.
    package static var open: Int { openCount.load(ordering: .relaxed) }

    private let channel: any Channel
    private let outbox: WebSocketOutbox

    init(channel: any Channel, outbox: WebSocketOutbox) {
        self.channel = channel
        self.outbox = outbox
        Self.openCount.add(1, ordering: .relaxed)
        channel.closeFuture.whenComplete { _ in Self.openCount.subtract(1, ordering: .relaxed) }
    }

    /// Queues a text message. The bytes are not copied, so that one buffer can go to any number of listeners.
    /// - Parameter text: UTF-8; that it is so is not checked.
    /// - Returns: false when it will not be sent: the connection is closed or closing, or closes now with 1013 because
    ///   more than its limit is waiting. A slow listener loses its connection rather than hold memory.
    @discardableResult
    package func send(text: ByteBuffer) -> Bool {
        switch outbox.add(text) {
        case .first: order(.send)
        case .behindOthers: break
        case .overflow:
            order(.close(.tryAgainLater, "Messages are read too slowly."))
            return false
        case .closed: return false
        }
        return true
    }

    /// Closes the connection when all that was queued has been sent. Of several calls the first counts.
    /// - Parameter reason: a short text for the client's log; what is over 123 bytes is cut off.
    package func close(code: WebSocketCloseCode, reason: String = "") {
        outbox.close()
        order(.close(code, reason))
    }

    /// Calls back exactly once, on the connection's event loop, when the connection is gone, whoever ended it and however
    /// it did; at once when it is gone already.
    package func onClose(_ callback: @escaping @Sendable () -> Void) {
        channel.closeFuture.whenComplete { _ in callback() }
    }

    private func order(_ order: WebSocketOrder) {
        channel.pipeline.triggerUserOutboundEvent(order, promise: nil)
    }
}

/// What a connection asks of its handler on the event loop.
enum WebSocketOrder: Sendable {
    /// Empty the outbox.
    case send
    case close(WebSocketCloseCode, String)
}
