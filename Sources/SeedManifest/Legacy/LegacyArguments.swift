/// A text with places for parameters, `${NAME}` and `${FLAG:NAME}` (scale.md §5.8).
package struct LegacyArguments: Sendable, Hashable {
    private enum Piece: Sendable, Hashable {
        case text(String)
        case parameter(flag: String, name: String)
    }

    private var pieces: [Piece] = []

    /// Braces that nothing closes stand for themselves.
    package init(_ text: String) {
        var rest = text[...]
        while let dollar = rest.firstRange(of: "${"), let close = rest[dollar.upperBound...].firstIndex(of: "}") {
            pieces.append(.text(String(rest[..<dollar.lowerBound])))
            let inside = rest[dollar.upperBound..<close]
            // Names have no colon, so the last one ends the flag.
            let colon = inside.lastIndex(of: ":")
            let name = colon.map { inside[inside.index(after: $0)...] } ?? inside
            pieces.append(.parameter(flag: String(colon.map { inside[..<$0] } ?? ""), name: String(name)))
            rest = rest[rest.index(after: close)...]
        }
        pieces.append(.text(String(rest)))
    }

    /// A text in which nothing is put.
    package init(plain text: String) {
        pieces = [.text(text)]
    }

    /// The names of all parameters, in their order.
    package var names: [String] {
        pieces.compactMap { if case .parameter(_, let name) = $0 { name } else { nil } }
    }

    /// The text with values put in; a parameter without one leaves nothing, its flag included.
    package func text(with values: [String: String]) -> String {
        pieces.reduce(into: "") { text, piece in
            switch piece {
            case .text(let part): text += part
            case .parameter(let flag, let name):
                if let value = values[name] { text += flag + value }
            }
        }
    }

    /// The words of a command line, split at blanks and quotes as a shell does it. Each value stays one word, whatever
    /// blanks it holds; a flag is split, so `${-f :NAME}` gives two words and `${-f:NAME}` one.
    package func words(with values: [String: String] = [:]) -> [String] {
        var line = CommandLineWords()
        for piece in pieces {
            switch piece {
            case .text(let part):
                line.read(part)
            case .parameter(let flag, let name):
                guard let value = values[name] else { continue }
                line.read(flag)
                line.add(value)
            }
        }
        return line.finished
    }
}
