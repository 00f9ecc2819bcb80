import ArgumentParser
import JSONSupport
import JobModel

struct JobsShowCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a job: its state, input, attempts and outputs.",
        discussion: """
            EXAMPLES
              drover jobs show 12
              drover jobs show 12 --output json | jq .output
            """
    )

    @Argument(help: "The id of the job.")
    var job: Int64

    @OptionGroup(title: "Server") var options: ClientOptions

    func run(_ context: ClientContext) async throws {
        let job = try await context.client.job(job)
        guard context.format == .table else { return context.console.line(job.json.compactText) }
        let executions = try await context.client.get("/api/jobs/\(job.id)/executions")
        show(job, executions["executions"]?.arrayValue ?? [], context.console)
    }

    private func show(_ job: JobView, _ executions: [JSON], _ console: Console) {
        JobSummary(job: job, console: console).show()
        for reason in job.waitingReasons { console.line("  waits: \(SafeText.oneLine(reason))") }
        if let description = job.json["description"]?.stringValue { console.line("  note: \(SafeText.oneLine(description))") }
        console.line("  priority \(job.json["priority"]?.intValue ?? 0), created \(HumanText.age(job.created))")
        if let input = job.json["input"] { console.line("  input: \(SafeText.oneLine(input.compactText))") }
        if let resources = job.json["resources"]?.objectValue { console.line("  needs: \(Self.text(resources))") }
        guard !executions.isEmpty else { return }
        console.line()
        Self.table(of: executions).show(on: console)
    }

    private static func text(_ resources: JSONObject) -> String {
        resources.compactMap { name, value in
            value.doubleValue.flatMap { $0 == 0 ? nil : "\(SafeText.oneLine(name)) \(HumanText.number($0))" }
        }.joined(separator: ", ")
    }

    private static func table(of executions: [JSON]) -> Table {
        var table = Table([
            .init(title: "ATTEMPT", isNumber: true), .init(title: "EXECUTION", isNumber: true), .init(title: "PHASE"),
            .init(title: "NODE", shrinks: true), .init(title: "EXIT CODE", isNumber: true), .init(title: "CLAIMED"),
            .init(title: "ERROR", shrinks: true),
        ])
        for execution in executions {
            let phase = execution["phase"]?.stringValue ?? ""
            table.add([
                .init(String(execution["number"]?.intValue ?? 0)), .init(String(execution["id"]?.intValue ?? 0)),
                .init(phase, style: JobPhase(name: phase)?.style), .init(execution["node"]?["hostname"]?.stringValue ?? ""),
                .init(execution["exit_code"]?.intValue.map { String($0) } ?? ""),
                .init(execution["claimed"]?.stringValue.map { HumanText.age($0) } ?? ""),
                .init(execution["error"].flatMap(JobErrorView.init)?.sentence ?? ""),
            ])
        }
        return table
    }
}
