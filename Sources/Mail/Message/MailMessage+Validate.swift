extension MailMessage {
    /// Most addresses of To, Cc and Bcc together: what every server has to take (RFC 5321, 4.5.3.1.8).
    package static let maximumRecipients = 100
    /// Most Unicode scalars of a subject.
    package static let maximumSubjectLength = 998
    /// Most bytes of a body in UTF-8.
    package static let maximumBodyBytes = 1 << 20

    /// Checks everything that could keep the message from being sent, or make it another one than it seems to be.
    /// - Throws: the first rule that is broken, with its field.
    package func validate() throws(MailMessageError) {
        let count = to.count + cc.count + bcc.count
        if count == 0 { throw MailMessageError(.recipients, "must have at least one address in to, cc or bcc") }
        if count > Self.maximumRecipients {
            throw MailMessageError(.recipients, "must be at most \(Self.maximumRecipients) addresses")
        }
        if !MailAddress.isValid(from) { throw MailMessageError(.from, MailAddress.rule) }
        try Self.validate(to, MailMessageError.Field.to)
        try Self.validate(cc, MailMessageError.Field.cc)
        try Self.validate(bcc, MailMessageError.Field.bcc)
        try validateSubject()
        if body.utf8.count > Self.maximumBodyBytes {
            throw MailMessageError(.body, "must be at most \(Self.maximumBodyBytes) bytes")
        }
    }

    private static func validate(
        _ addresses: [String], _ field: (Int) -> MailMessageError.Field
    ) throws(MailMessageError) {
        if let index = addresses.firstIndex(where: { !MailAddress.isValid($0) }) {
            throw MailMessageError(field(index), MailAddress.rule)
        }
    }

    private func validateSubject() throws(MailMessageError) {
        if subject.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            throw MailMessageError(.subject, "must be one line without control characters")
        }
        if subject.unicodeScalars.count > Self.maximumSubjectLength {
            throw MailMessageError(.subject, "must be at most \(Self.maximumSubjectLength) characters")
        }
    }
}
