/// A path with places for parameters: `/v6/jobs/{id:int}/executions/{number:int}/`.
struct RoutePattern: Sendable {
    enum Element: Sendable, Hashable {
        case word([UInt8])
        /// Digits only; any other text leads elsewhere.
        case integer
        /// Any text of at least one byte, without a slash.
        case text
        /// Whatever follows, slashes and nothing at all included; only at the end of a pattern.
        case rest
    }

    let elements: [Element]
    /// The names of the parameters, in their order.
    let names: [String]
    let description: String

    /// - Parameter text: words and `{name}`, `{name:int}` or `{name:rest}` between slashes; a slash at the end means nothing here.
    init(_ text: String) {
        var elements: [Element] = []
        var names: [String] = []
        for part in text.split(separator: "/") {
            guard part.first == "{", part.last == "}" else {
                elements.append(.word(Array(part.utf8)))
                continue
            }
            let parameter = part.dropFirst().dropLast().split(separator: ":", maxSplits: 1)
            names.append(parameter.first.map(String.init) ?? "")
            elements.append(Self.element(parameter.count == 2 ? parameter[1] : ""))
        }
        self.elements = elements
        self.names = names
        description = text
    }

    private static func element(_ kind: Substring) -> Element {
        switch kind {
        case "int": .integer
        case "rest": .rest
        default: .text
        }
    }
}
