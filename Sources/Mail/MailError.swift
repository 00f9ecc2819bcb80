/// Why a message was not handed over.
package enum MailError: Error, Sendable, Hashable {
    /// It may work later: the same message is worth another try.
    case temporary(String)
    /// It will not work before the message or the settings change.
    case permanent(String)

    /// Whether to try again later.
    package var isTemporary: Bool {
        if case .temporary = self { true } else { false }
    }
}

extension MailError: CustomStringConvertible {
    /// For operators; printable, at most some hundred characters, without credentials.
    package var description: String {
        switch self {
        case .temporary(let text), .permanent(let text): text
        }
    }

    /// What another program said, made fit for a log.
    static func quoted(_ bytes: some Sequence<UInt8>) -> String {
        let text = String(decoding: Array(bytes.prefix(300)), as: UTF8.self)
        let printable = text.unicodeScalars.map { scalar -> Character in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: " "
            default: Character(scalar)
            }
        }
        return String(printable).split(separator: " ").joined(separator: " ")
    }
}
