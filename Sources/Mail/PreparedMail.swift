/// A valid message as it goes out: the envelope and the text.
struct PreparedMail: Sendable {
    let sender: String
    let recipients: [String]
    /// CRLF line ends, 7-bit, the last line is complete.
    let bytes: [UInt8]

    /// Gives the message the present date and a new identifier.
    /// - Throws: a permanent error that names the field of an invalid message.
    init(_ message: MailMessage) throws(MailError) {
        do {
            try message.validate()
        } catch {
            throw .permanent("the message is invalid: \(error)")
        }
        sender = message.from
        recipients = message.recipients
        bytes = message.rendered(date: MailDate.now, messageID: Self.newMessageID(from: message.from))
    }

    private static func newMessageID(from address: String) -> String {
        let random = (0..<2).map { _ in String(UInt64.random(in: .min ... .max), radix: 36) }.joined()
        return "\(random)@\(MailAddress.domain(of: address) ?? "localhost")"
    }
}
