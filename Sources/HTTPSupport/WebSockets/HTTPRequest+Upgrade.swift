import HTTPTypes

extension HTTPRequest {
    /// Whether the parser of HTTP takes no byte behind this request, because another protocol may follow. The connection
    /// cannot be used for a further request then, whatever the answer is.
    var endsHTTP: Bool {
        method == .connect || (headerFields.contains(.upgrade) && headerFields.lists("upgrade", in: .connection))
    }

    /// Whether this is the opening handshake of a WebSocket, be it in order or not (RFC 6455 §4.1).
    var asksForWebSocket: Bool {
        method == .get && headerFields.lists("websocket", in: .upgrade) && headerFields.lists("upgrade", in: .connection)
    }
}

extension HTTPFields {
    /// Whether a header that holds a list has this word, in any case.
    /// - Parameter word: in lower case.
    func lists(_ word: String, in name: HTTPField.Name) -> Bool {
        guard let list = self[name] else { return false }
        return list.split(separator: ",").contains { $0.trimmed.lowercased() == word }
    }
}
