/// A plain text message to send. Nothing is checked before `validate()`; every transport calls it.
package struct MailMessage: Sendable, Hashable {
    /// Where replies and refusals go: one bare address, without a display name.
    package var from: String
    /// Bare addresses that every recipient sees.
    package var to: [String]
    /// Bare addresses that every recipient sees as copies.
    package var cc: [String]
    /// Bare addresses that get the message and are named nowhere in it.
    package var bcc: [String]
    /// One line of any script.
    package var subject: String
    /// Plain text; CR, LF and CRLF all end a line.
    package var body: String

    package init(
        from: String, to: [String], cc: [String] = [], bcc: [String] = [], subject: String, body: String
    ) {
        self.from = from
        self.to = to
        self.cc = cc
        self.bcc = bcc
        self.subject = subject
        self.body = body
    }

    /// The recipients of the envelope: To, Cc and Bcc in this order, each address once.
    package var recipients: [String] {
        var seen: Set<String> = []
        return (to + cc + bcc).filter { seen.insert($0).inserted }
    }
}
