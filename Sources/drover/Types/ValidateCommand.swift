import ArgumentParser
import JSONSupport

struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Check a Seed manifest, without a server.",
        discussion: """
            Shows every error and every warning with the name of its rule. Exits 1 when the manifest is invalid.

            EXAMPLES
              drover validate seed.manifest.json
              drover validate Examples/job-types/log-report
              drover validate seed.manifest.json --output json
            """
    )

    @Argument(help: "The manifest, or the folder that holds a seed.manifest.json.")
    var manifest: String

    @Option(name: .customLong("output"), help: "How to write the result: table or json.")
    var format: OutputFormat = .table

    func run() throws {
        let report = ManifestReport(try ManifestFile(path: manifest))
        let console = Console()
        switch format {
        case .json: console.line(report.json.compactText)
        case .table: report.show(on: console)
        }
        if !report.isValid { throw ExitCode(CommandStatus.failed.rawValue) }
    }
}
