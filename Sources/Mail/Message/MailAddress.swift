/// The one spelling of an address that may become part of a header, an SMTP command or a command line.
enum MailAddress {
    static let rule = "must be an address like name@example.org, of ASCII letters, digits and common signs"

    /// RFC 5321, 4.5.3.1: at most 64 bytes before the @ and 256 for the path, which has two angle brackets.
    private static let maximumLocalLength = 64
    private static let maximumLength = 254
    /// RFC 1035, 2.3.4.
    private static let maximumLabelLength = 63
    /// What RFC 5322 calls `atext`, without ``! % ` $ { | }``: mail programs have taken those for a route or a command.
    private static let localSigns = Set("#&'*+/=?^_~-".utf8)

    static func isValid(_ text: String) -> Bool {
        guard text.utf8.count <= maximumLength else { return false }
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, let local = parts.first, let domain = parts.last else { return false }
        return isLocalPart(local) && isDomain(domain)
    }

    /// What follows the @, or nil when there is none.
    static func domain(of address: String) -> Substring? {
        address.lastIndex(of: "@").map { address[address.index(after: $0)...] }
    }

    /// Labels of letters, digits and inner hyphens; one is enough, as in `root@localhost`. Other scripts need their
    /// ASCII form (`xn--…`).
    static func isDomain(_ bytes: Substring.UTF8View) -> Bool {
        let hyphen = UInt8(ascii: "-")
        return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
            !label.isEmpty && label.count <= maximumLabelLength && label.first != hyphen && label.last != hyphen
                && label.allSatisfy { isLetterOrDigit($0) || $0 == hyphen }
        }
    }

    private static func isLocalPart(_ bytes: Substring.UTF8View) -> Bool {
        // A hyphen in front could be taken for an option of the command that sends the message.
        guard bytes.count <= maximumLocalLength, bytes.first != UInt8(ascii: "-") else { return false }
        return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.allSatisfy { isLetterOrDigit($0) || localSigns.contains($0) }
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
