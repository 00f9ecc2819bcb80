extension MailMessage {
    /// The message as RFC 5322 text of 7-bit bytes with CRLF line ends, the last line included; Bcc is not in it.
    ///
    /// No value can add a header or end the header, also when the message was never validated: what is not printable
    /// ASCII becomes "?" in an address, and an encoded word in the subject.
    /// - Parameters:
    ///   - date: seconds since 1970-01-01T00:00:00Z; a date that is not between the years 1970 and 9999 becomes the
    ///     nearest one that is.
    ///   - messageID: unique in the world, without angle brackets, such as `random@example.org`.
    package func rendered(date: Int64, messageID: String) -> [UInt8] {
        var lines = ["From: " + MailHeader.token(from)]
        if !to.isEmpty { lines.append(MailHeader.addresses("To", to)) }
        if !cc.isEmpty { lines.append(MailHeader.addresses("Cc", cc)) }
        lines += [
            MailHeader.text("Subject", subject),
            "Date: " + MailDate.text(secondsSince1970: date),
            "Message-ID: <" + MailHeader.token(messageID) + ">",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
        ]
        let head = lines.map { $0 + "\r\n" }.joined() + "\r\n"
        return Array(head.utf8) + QuotedPrintable.encode(body)
    }
}
