/// The limits and times of WebSocket connections.
package struct WebSocketSettings: Sendable {
    /// Most bytes of texts that may wait to be sent to one listener. One text over it ends the connection with 1013.
    package var maximumQueuedBytes = 1 << 20
    /// Most texts that may wait to be sent to one listener, however short they are.
    package var maximumQueuedFrames = 256
    /// Most bytes of a message from a client; a longer one ends the connection with 1009.
    package var maximumMessage = 64 << 10
    /// How long nothing may be heard from a client before it is asked with a ping.
    package var pingAfter: Duration = .seconds(30)
    /// How long nothing may be heard from a client before it is given up.
    package var silenceLimit: Duration = .seconds(75)
    /// How long a client may take to answer a close, and to read what was sent before it.
    package var closingTime: Duration = .seconds(5)

    /// The values that the server runs with.
    package init() {}
}

/// Why a connection ends (RFC 6455 §7.4.1, and 1013 of IANA's registry).
package enum WebSocketCloseCode: UInt16, Sendable, Hashable {
    /// All has been said.
    case normal = 1000
    /// The server stops.
    case goingAway = 1001
    /// The client broke the rules of WebSocket.
    case protocolError = 1002
    /// The client sent more than is taken.
    case tooLarge = 1009
    /// The server cannot go on; also for a client that is silent for too long.
    case serverError = 1011
    /// The client reads too slowly; it may connect again.
    case tryAgainLater = 1013

    /// Whether a client may name this number as its reason (RFC 6455 §7.4).
    static func mayBeReceived(_ number: UInt16) -> Bool {
        switch number {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }
}
