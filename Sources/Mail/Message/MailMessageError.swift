/// Why a message cannot be sent as it is: a rule, and the field that breaks it.
package struct MailMessageError: Error, Sendable, Hashable {
    package enum Field: Sendable, Hashable {
        case from
        /// One address of a list, counted from 0.
        case to(Int), cc(Int), bcc(Int)
        /// To, Cc and Bcc together.
        case recipients
        case subject
        case body
    }

    package let field: Field
    /// Continues the name of the field: "must …".
    package let rule: String

    init(_ field: Field, _ rule: String) {
        self.field = field
        self.rule = rule
    }
}

extension MailMessageError: CustomStringConvertible {
    /// The field and the rule; never the value, which may come from a client and go to a log.
    package var description: String {
        "\(field) \(rule)"
    }
}

extension MailMessageError.Field: CustomStringConvertible {
    package var description: String {
        switch self {
        case .from: "from"
        case .to(let index): "to[\(index)]"
        case .cc(let index): "cc[\(index)]"
        case .bcc(let index): "bcc[\(index)]"
        case .recipients: "recipients"
        case .subject: "subject"
        case .body: "body"
        }
    }
}
