/// What the process tells the shell, one number for each thing that a script may want to do next (docs/cli.md).
enum CommandStatus: Int32, Sendable {
    case ok = 0
    /// The job failed, the manifest is invalid, or something else went wrong.
    case failed = 1
    /// The command line, or what was sent because of it, is not right.
    case usage = 2
    case unreachable = 3
    /// No credentials, wrong ones, or ones that may not do this.
    case refused = 4
    case notFound = 5
    /// It does not fit the present state, or a limit of the server stands in the way.
    case conflict = 6
    /// Ctrl-C or SIGTERM.
    case interrupted = 130

    /// The table shown by `drover --help`.
    static let help = """
        EXIT STATUS
          0    done
          1    the job failed, the manifest is invalid, or another failure
          2    the command line or the data sent is not right
          3    the server cannot be reached
          4    refused: no credentials, wrong ones, or ones that may not do this
          5    there is no such thing
          6    it does not fit the present state, or a limit was met
          130  interrupted
        """
}
