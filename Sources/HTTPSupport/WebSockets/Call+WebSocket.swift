import Crypto
import HTTPTypes
import HummingbirdCore
import NIOCore

extension Call {
    /// Whether the client asks for a WebSocket; whether it does so in the right way is for `webSocket` to say.
    package var wantsWebSocket: Bool {
        request.head.asksForWebSocket
    }

    /// Agrees to speak WebSocket (RFC 6455 §4.2.2), without a subprotocol or extensions.
    /// - Parameter begin: called on the connection's event loop once texts can be sent; must not block. Never called when
    ///   the client goes away before.
    /// - Returns: the answer that the handler has to give.
    /// - Throws: `RequestError` 426 where no WebSocket, or another version, is asked for; 400 for a handshake that is not
    ///   in order.
    package func webSocket(
        _ begin: @escaping @Sendable (WebSocketConnection) -> Void
    ) throws(RequestError) -> Response {
        guard wantsWebSocket else { throw Self.upgradeRequired("This path speaks WebSocket.") }
        guard header(.secWebSocketVersion) == "13" else {
            throw Self.upgradeRequired("Sec-WebSocket-Version must be 13.")
        }
        guard let key = header(.secWebSocketKey), key.utf8.count == 24, Base64.decode(key.utf8)?.count == 16 else {
            throw RequestError(400, "Sec-WebSocket-Key must be 16 bytes in base64.")
        }
        guard body == nil else { throw RequestError(400, "A request for a WebSocket has no body.") }
        context.channel.pipeline.triggerUserOutboundEvent(WebSocketAcceptance(begin: begin), promise: nil)
        return Response(
            status: .switchingProtocols,
            headers: [.upgrade: "websocket", .connection: "Upgrade", .secWebSocketAccept: Self.acceptance(of: key)]
        )
    }

    private static func upgradeRequired(_ detail: String) -> RequestError {
        RequestError(.detail(426, detail).setting(.upgrade, "websocket").setting(.secWebSocketVersion, "13"))
    }

    private static func acceptance(of key: String) -> String {
        Base64.encode(Insecure.SHA1.hash(data: Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)))
    }
}

/// Tells the connection, ahead of the answer 101, what is to become of it.
struct WebSocketAcceptance: Sendable {
    let begin: @Sendable (WebSocketConnection) -> Void
}
