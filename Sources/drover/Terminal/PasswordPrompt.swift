import Glibc

/// Passwords from the person at the terminal, or from the first line of standard input when that is no terminal.
enum PasswordPrompt {
    /// - Throws: `CommandFailure` when nothing was typed.
    static func read(_ question: String) throws -> String {
        let isTerminal = isatty(STDIN_FILENO) == 1
        if isTerminal { StandardStream.error.write(question + ": ") }
        let line = isTerminal ? withoutEcho { readLine() } : readLine()
        guard let line, !line.isEmpty else {
            throw CommandFailure(
                .usage, "no password was given",
                advice: "Type one at the prompt, or give it on the first line of standard input."
            )
        }
        return line
    }

    /// Asks twice on a terminal, because a typing error would lock the user out.
    static func readNew(_ question: String) throws -> String {
        let password = try read(question)
        guard isatty(STDIN_FILENO) == 1 else { return password }
        guard try read("The same again") == password else {
            throw CommandFailure(.usage, "the two passwords differ; nothing was changed")
        }
        return password
    }

    private static func withoutEcho(_ body: () -> String?) -> String? {
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return body() }
        let before = settings
        settings.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
        defer {
            var before = before
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
            StandardStream.error.write("\n")
        }
        return body()
    }
}
