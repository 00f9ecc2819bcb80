/// A way to hand a message over to a mail system.
package protocol MailTransport: Sendable {
    /// Hands the message over for all its recipients. When this returns the mail system has taken on the delivery.
    /// - Throws: `MailError`. After a temporary one the mail system may have the message all the same, when the
    ///   connection broke just before its answer: whoever tries again may send it twice, never zero times.
    func send(_ message: MailMessage) async throws(MailError)
}
