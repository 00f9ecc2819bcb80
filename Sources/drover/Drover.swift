import ArgumentParser
import DroverServer
import Glibc

/// The program: one binary for the server, the workers and the people who use them.
@main
struct Drover: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drover",
        abstract: "A job server: register what can run, submit jobs, let workers run them, watch them live.",
        discussion: """
            EXAMPLES
              drover demo                                     see it at work
              drover serve --data ./data --worker --images Examples/job-types
              export DROVER_USER=admin                        asks for the password
              drover types add Examples/job-types/log-report --image log-report
              drover submit log-report --input ACCESS_LOGS=Examples/data/access.log --follow
              drover jobs list

            The server and the key come from --server and --key, from DROVER_SERVER and DROVER_KEY, or from
            ~/.config/drover/config.json, in this order.

            \(CommandStatus.help)
            """,
        version: DroverServer.version,
        groupedSubcommands: [
            CommandGroup(name: "Run", subcommands: [ServeCommand.self, WorkerCommand.self, BackupCommand.self]),
            CommandGroup(name: "Job types", subcommands: [TypesCommand.self, ValidateCommand.self]),
            CommandGroup(
                name: "Jobs", subcommands: [SubmitCommand.self, JobsCommand.self, LogsCommand.self, FilesCommand.self]
            ),
            CommandGroup(name: "Administration", subcommands: [NodesCommand.self, UserCommand.self]),
            CommandGroup(name: "Try and measure", subcommands: [DemoCommand.self, BenchCommand.self]),
        ]
    )

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            Glibc.exit(report(error).rawValue)
        }
    }

    /// Tells the person at the terminal what ended the command.
    private static func report(_ error: any Error) -> CommandStatus {
        if let failure = error as? CommandFailure {
            StandardStream.error.write("drover: \(failure)\n")
            return failure.status
        }
        let code = exitCode(for: error)
        // What the argument parser throws tells help from a mistake by its code; its own code for mistakes is 64.
        switch code {
        case .success: StandardStream.output.write(fullMessage(for: error) + "\n")
        case .validationFailure: StandardStream.error.write(fullMessage(for: error) + "\n")
        default:
            if !(error is ExitCode) { StandardStream.error.write("drover: \(error)\n") }
        }
        return code == .validationFailure ? .usage : CommandStatus(rawValue: code.rawValue) ?? .failed
    }
}
