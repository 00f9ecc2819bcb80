/// A colour with a meaning; the text says the same without it.
enum Style: String, Sendable {
    case good = "32"
    case bad = "31"
    case active = "36"
    case attention = "33"
    case faint = "2"
    case strong = "1"

    func applied(to text: String) -> String {
        "\u{1b}[\(rawValue)m\(text)\u{1b}[0m"
    }
}
