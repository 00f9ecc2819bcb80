import ArgumentParser
import FoundationEssentials

/// What `drover demo` shows: the very commands that a person would type, run against a server of its own.
struct Demonstration {
    let examples: String
    /// Where the outputs are saved.
    let results: String
    let context: ClientContext
    /// What the image of an example is called.
    let image: @Sendable (String) -> String

    func run() async throws {
        try await registerTypes()
        try await reportOnLogs()
        try await summarizeTable()
        try await showFailure()
        try await showOverview()
        sayHowToGoOn()
    }

    private func registerTypes() async throws {
        title("Two job types: scripts with a Seed manifest that says what they take and give")
        try await drover("types", "add", "\(examples)/job-types/log-report", "--image", image("log-report"))
        try await drover("types", "add", "\(examples)/job-types/csv-summary", "--image", image("csv-summary"))
        try await drover("types", "show", "log-report")
    }

    private func reportOnLogs() async throws {
        title("A job on two days of a web server's logs, with its progress and log as it runs")
        try await drover(
            "submit", "log-report", "--input", "ACCESS_LOGS=\(examples)/data/access.log.1",
            "--input", "ACCESS_LOGS=\(examples)/data/access.log", "--json", "TOP=5", "--json", "STEP_SECONDS=0.5",
            "--out", "\(results)/log-report"
        )
        show("\(results)/log-report/report.txt")
    }

    private func summarizeTable() async throws {
        title("A job on a table")
        try await drover(
            "submit", "csv-summary", "--input", "TABLE=\(examples)/data/sales.csv", "--json", "GROUP_BY=region",
            "--json", "TOTAL_OF=amount", "--out", "\(results)/csv-summary"
        )
        show("\(results)/csv-summary/totals.csv")
    }

    private func showFailure() async throws {
        title("A failure on purpose: one row of this table is cut short, and the manifest says what exit code 20 means")
        try await drover(
            "submit", "csv-summary", "--input", "TABLE=\(examples)/data/sales-broken.csv", "--follow", expecting: .failed
        )
    }

    private func showOverview() async throws {
        title("What the server knows now")
        try await drover("jobs", "list")
        try await drover("nodes", "list")
    }

    private func sayHowToGoOn() {
        title("How to go on")
        context.console.line("""
            A server of your own, with a worker in it, that keeps its data (it prints the password of admin once):
              drover serve --data ./data --worker --images \(examples)/job-types
            In another terminal:
              export DROVER_USER=admin DROVER_PASSWORD=…
              drover types add \(examples)/job-types/log-report --image log-report
              drover submit log-report --input ACCESS_LOGS=/var/log/nginx/access.log --follow
            Every command explains itself with --help.

            """)
    }

    private func title(_ text: String) {
        context.console.line("\n" + context.console.styled("── " + text, .strong))
    }

    /// Shows a command and runs it.
    /// - Throws: what the command throws, or `CommandFailure` when it should have failed and did not.
    private func drover(_ arguments: String..., expecting status: CommandStatus = .ok) async throws {
        context.console.line("\n" + context.console.styled("$ drover " + arguments.joined(separator: " "), .active))
        guard let command = try Drover.parseAsRoot(arguments) as? any ClientCommand else { return }
        do {
            try await command.run(context)
        } catch let failure as CommandFailure where failure.status == status {
            return context.console.note("drover: \(failure)\n(exit status \(status.rawValue), as intended)")
        }
        guard status == .ok else { throw CommandFailure(.failed, "that was meant to fail, but it did not") }
    }

    /// Shows a text file of the results.
    private func show(_ path: String) {
        context.console.line("\n" + context.console.styled("$ cat " + path, .active))
        let data = FileManager.default.contents(atPath: path) ?? Data()
        StandardStream.output.write(context.console.log(String(decoding: data, as: UTF8.self)))
    }
}
