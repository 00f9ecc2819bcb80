import ArgumentParser
import JSONSupport

struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Check a Seed manifest, without a server.",
        discussion: """
            Shows every error and every warning with the name of its rule, then where the manifest breaks the stricter rules
            of Seed's own tools, which Drover does not insist on. Exits 1 when the manifest is invalid, with --strict also
            when it breaks one of these.

            EXAMPLES
              drover validate seed.manifest.json
              drover validate Examples/job-types/log-report
              drover validate seed.manifest.json --strict --output json
            """
    )

    @Argument(help: "The manifest, or the folder that holds a seed.manifest.json.")
    var manifest: String

    @Flag(help: "Let the stricter rules count.")
    var strict = false

    @Option(name: .customLong("output"), help: "How to write the result: table or json.")
    var format: OutputFormat = .table

    func run() throws {
        let report = ManifestReport(try ManifestFile(path: manifest))
        let console = Console()
        switch format {
        case .json: console.line(report.json.compactText)
        case .table: report.show(on: console)
        }
        if !report.isValid || strict && !report.strict.isEmpty { throw ExitCode(CommandStatus.failed.rawValue) }
    }
}
