/// What ends a command before its aim, told in a sentence for the person at the terminal.
struct CommandFailure: Error, CustomStringConvertible {
    let status: CommandStatus
    /// What happened.
    let message: String
    /// What to do next, where there is something to do.
    let advice: String?

    init(_ status: CommandStatus, _ message: String, advice: String? = nil) {
        self.status = status
        self.message = message
        self.advice = advice
    }

    var description: String {
        advice.map { "\(message)\n\($0)" } ?? message
    }
}
