/// A media type without parameters.
package struct MediaType: Sendable, Hashable {
    let type: String
    let subtype: String

    /// `application/json`
    package static let json = MediaType(type: "application", subtype: "json")
    /// `text/plain`
    package static let plainText = MediaType(type: "text", subtype: "plain")
    /// `text/html`
    package static let html = MediaType(type: "text", subtype: "html")
    /// `text/event-stream`
    package static let eventStream = MediaType(type: "text", subtype: "event-stream")
    static let form = MediaType(type: "application", subtype: "x-www-form-urlencoded")

    /// Takes both words in lower case.
    package init(type: String, subtype: String) {
        self.type = type
        self.subtype = subtype
    }

    /// Reads a `Content-Type`, or one range of an `Accept` header, and leaves parameters out.
    /// - Returns: nil unless it is two tokens with a slash between.
    init?(_ text: some StringProtocol) {
        let words = text.prefix { $0 != ";" }.split(separator: "/", omittingEmptySubsequences: false)
        guard words.count == 2, let type = Self.token(words[0]), let subtype = Self.token(words[1]) else { return nil }
        self.init(type: type, subtype: subtype)
    }

    /// `type/subtype`
    package var description: String {
        "\(type)/\(subtype)"
    }

    /// The media type that `?format=` names.
    static func named(_ format: String) -> MediaType? {
        switch format {
        case "json": .json
        case "txt": .plainText
        case "html": .html
        default: nil
        }
    }

    /// A token without the blanks around it, in lower case.
    private static func token(_ text: some StringProtocol) -> String? {
        let token = text.trimmed
        guard !token.isEmpty, token.utf8.allSatisfy(isTokenByte) else { return nil }
        return token.lowercased()
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7f && !"\"(),/:;<=>?@[\\]{}".utf8.contains(byte)
    }
}
