import NIOCore
import NIOWebSocket

extension WebSocketHandler {
    /// Looks at a frame from the client.
    func receive(_ frame: WebSocketFrame, _ context: ChannelHandlerContext) {
        if isClosing {
            // Only the answer to our close matters now.
            if frame.opcode == .connectionClose { context.close(promise: nil) }
            return
        }
        // No extension was agreed on that would give the reserved bits a meaning.
        guard frame.maskKey != nil, !frame.rsv1, !frame.rsv2, !frame.rsv3 else {
            return fail(.protocolError, "A frame is not masked or has reserved bits.", context)
        }
        switch frame.opcode {
        case .text, .binary, .continuation: receivePart(frame, context)
        case .ping: answerPing(frame, context)
        case .pong: break
        case .connectionClose: answerClose(frame, context)
        default: fail(.protocolError, "A frame has an unknown opcode.", context)
        }
    }

    /// Follows the parts of a message, which nobody wants, so far as the rules and the limit need it.
    private func receivePart(_ frame: WebSocketFrame, _ context: ChannelHandlerContext) {
        guard (frame.opcode == .continuation) == (messageLength != nil) else {
            return fail(.protocolError, "A message begins within another, or not at all.", context)
        }
        let length = (messageLength ?? 0) + frame.length
        guard length <= settings.maximumMessage else { return failTooLarge(context) }
        messageLength = frame.fin ? nil : length
    }

    /// A client that pings without reading the answers is as slow a listener as any.
    private func answerPing(_ frame: WebSocketFrame, _ context: ChannelHandlerContext) {
        guard outbox.reserve(frame.length) else {
            return close(.tryAgainLater, "Pongs are read too slowly.", context)
        }
        send(WebSocketFrame(fin: true, opcode: .pong, data: frame.unmaskedData), counted: true, context)
        context.flush()
    }

    private func answerClose(_ frame: WebSocketFrame, _ context: ChannelHandlerContext) {
        var data = frame.unmaskedData
        guard data.readableBytes > 0 else { return endClosing(ByteBuffer(), context) }
        guard let number = data.readInteger(as: UInt16.self), WebSocketCloseCode.mayBeReceived(number),
            String(validating: data.readableBytesView, as: UTF8.self) != nil
        else { return fail(.protocolError, "The close has no valid code or text.", context) }
        endClosing(ByteBuffer(integer: number), context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case NIOWebSocketError.invalidFrameLength: failTooLarge(context)
        case is NIOWebSocketError: fail(.protocolError, "A control frame is too long or in parts.", context)
        // Whatever comes behind a frame that was refused; the connection is closing.
        case is ByteToMessageDecoderError: break
        default: context.close(promise: nil)
        }
    }

    private func failTooLarge(_ context: ChannelHandlerContext) {
        fail(.tooLarge, "A message has more than \(settings.maximumMessage) bytes.", context)
    }
}
