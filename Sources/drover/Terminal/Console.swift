import FoundationEssentials

/// Where a command writes for its reader, and what that place can show.
struct Console: Sendable {
    /// Whether standard output is a terminal.
    let isTerminal: Bool
    /// Columns of standard output; nil when it is no terminal and nothing is cut.
    let width: Int?
    let usesColour: Bool
    /// Shows logs as they are on a terminal too.
    let isRaw: Bool

    /// A line of our own words; what comes from elsewhere is passed through `safe` first.
    func line(_ text: String = "") {
        StandardStream.output.write(text + "\n")
    }

    /// A line beside the result: it goes to standard error, so that a pipe gets the result alone.
    func note(_ text: String) {
        StandardStream.error.write(text + "\n")
    }

    /// Text of a log as this output shows it: neutralised on a terminal, as it is in a pipe or with `--raw`.
    func log(_ text: String) -> String {
        isTerminal && !isRaw ? SafeText.lines(text) : text
    }

    func styled(_ text: String, _ style: Style?) -> String {
        guard usesColour, let style else { return text }
        return style.applied(to: text)
    }
}

extension Console {
    /// What this process writes to, without colour when `NO_COLOR` is set or the terminal has none.
    init(isRaw: Bool = false, environment: [String: String] = ProcessInfo.processInfo.environment) {
        let isTerminal = StandardStream.output.isTerminal
        let isColourless = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
        self.init(
            isTerminal: isTerminal, width: StandardStream.output.width, usesColour: isTerminal && !isColourless,
            isRaw: isRaw
        )
    }
}
