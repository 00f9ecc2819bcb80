import ArgumentParser
import JSONSupport
import JobModel

struct JobsListCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List jobs, the newest first.",
        discussion: """
            EXAMPLES
              drover jobs list
              drover jobs list --phase running --phase queued
              drover jobs list --type log-report --phase failed --limit 100
              drover jobs list --text "night run"
              drover jobs list --output json | jq '.jobs[].id'
            """
    )

    @Option(help: "Only jobs in this phase: pending, blocked, queued, running, completed, failed, canceled; repeatable.")
    var phase: [JobPhase] = []

    @Option(help: "Only jobs of this type; repeatable.")
    var type: [String] = []

    @Option(help: "Only jobs of this node, by its id; repeatable.")
    var node: [Int64] = []

    @Option(help: "Only failures of this kind: SYSTEM, ALGORITHM or DATA; repeatable.")
    var errorCategory: [String] = []

    @Option(help: "Only jobs whose number, type, error, node or, of the newest, description holds this text.")
    var text: String?

    @Option(help: ArgumentHelp("Only jobs older than this one, to read on.", valueName: "id"))
    var before: Int64?

    @Option(help: ArgumentHelp("At most so many, from 1 to 1000.", valueName: "n"))
    var limit = 20

    @OptionGroup(title: "Server") var options: ClientOptions

    func run(_ context: ClientContext) async throws {
        let answer = try await context.client.get("/api/jobs", query)
        let jobs = try (answer["jobs"]?.arrayValue ?? []).map(JobView.init)
        context.show(answer) { console in
            let next = answer["next"]?.stringValue?.firstMatch(of: /[?&]before=(\d+)/)?.1
            guard !jobs.isEmpty || next != nil else { return console.note("no job matches") }
            if !jobs.isEmpty { Self.table(of: jobs).show(on: console) }
            if let next { console.note("for older ones add --before \(next)") }
        }
    }

    private var query: [Parameter] {
        var query = phase.map { Parameter("phase", $0.name) }
        query += type.map { Parameter("type", $0) }
        query += node.map { Parameter("node", $0) }
        query += errorCategory.map { Parameter("error_category", $0) }
        if let text { query.append(Parameter("text", text)) }
        if let before { query.append(Parameter("before", before)) }
        query.append(Parameter("limit", limit))
        return query
    }

    private static func table(of jobs: [JobView]) -> Table {
        var table = Table([
            .init(title: "ID", isNumber: true), .init(title: "TYPE", shrinks: true), .init(title: "PHASE"),
            .init(title: "DONE", isNumber: true), .init(title: "NODE", shrinks: true), .init(title: "CREATED"),
            .init(title: "TOOK", isNumber: true), .init(title: "ERROR", shrinks: true),
        ])
        for job in jobs {
            table.add([
                .init(String(job.id)), .init(job.type), .init(job.phase.name, style: job.phase.style),
                .init(job.phase == .running ? HumanText.percent(job.progress) : ""), .init(job.node ?? ""),
                .init(HumanText.age(job.created)), .init(job.runningTime.map(HumanText.duration) ?? ""),
                .init(job.error.map { "\($0.name) (\($0.category))" } ?? ""),
            ])
        }
        return table
    }
}

extension JobPhase: ExpressibleByArgument {
    package init?(argument: String) {
        self.init(name: argument)
    }
}
