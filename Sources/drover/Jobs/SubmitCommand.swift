import ArgumentParser
import JobModel

struct SubmitCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit",
        abstract: "Submit a job.",
        discussion: """
            Files are uploaded; NAME=file:ID names one that is stored already. A VALUE is JSON; where the type takes a
            string, plain text will do. With --follow the log is shown as it grows, and Ctrl-C leaves the job running.
            Exits 1 when a followed job fails.

            EXAMPLES
              drover submit log-report --input ACCESS_LOGS=access.log --follow
              drover submit log-report:1.0.0 --input ACCESS_LOGS=a.log --input ACCESS_LOGS=b.log --json TOP=20
              drover submit csv-summary --input TABLE=sales.csv --json GROUP_BY=region --out results
              drover submit csv-summary --input TABLE=file:12 --priority 10 --output json
            """
    )

    @Argument(help: "The job type, NAME or NAME:VERSION; the newest active version without one.")
    var type: TypeArgument

    @Option(help: ArgumentHelp("An input file; repeat it for more.", valueName: "NAME=FILE"))
    var input: [FileArgument] = []

    @Option(help: ArgumentHelp("A JSON input; repeat it for more.", valueName: "NAME=VALUE"))
    var json: [ValueArgument] = []

    @Option(help: ArgumentHelp("Lower numbers go first, from 1; the type's own without it.", valueName: "n"))
    var priority: Int64?

    @Option(help: "A note for people.")
    var description: String?

    @Option(help: ArgumentHelp("A JSON file that replaces the type's configuration.", valueName: "file"))
    var configuration: String?

    @Flag(name: .shortAndLong, help: "Show the progress and the log until the job is over.")
    var follow = false

    @Option(help: ArgumentHelp("Wait for the job and save its outputs in this folder.", valueName: "dir"))
    var out: String?

    @Option(help: ArgumentHelp(
        "A repeated submit with the same key and content is answered with the first job; takes stored files only.",
        valueName: "key"
    ))
    var idempotencyKey: String?

    @OptionGroup(title: "Server") var options: ClientOptions

    func validate() throws {
        let uploads = input.contains { if case .local = $0.source { true } else { false } }
        if idempotencyKey != nil, uploads {
            // Each upload gets an id of its own, so the second request would not be the same as the first.
            throw ValidationError(
                "--idempotency-key needs stored files. Upload each once with `drover files put` and name it as NAME=file:ID."
            )
        }
    }

    func run(_ context: ClientContext) async throws {
        let folder = try out.map(OutputFolder.init(path:))
        let job = try await context.client.submit(try order()) { path in
            if context.format == .table { context.console.note("uploading \(SafeText.oneLine(path))") }
        }
        if follow || folder != nil {
            if context.format == .table { context.console.note("job \(job.id) (\(SafeText.oneLine(job.type))) is submitted") }
            return try await FollowedJob(id: job.id, context: context, folder: folder).run()
        }
        context.show(job.json) { console in
            console.line("job \(job.id) (\(SafeText.oneLine(job.type))) is \(job.phase.name)")
            console.line("watch it with: drover jobs follow \(job.id)")
        }
    }

    private func order() throws -> JobOrder {
        var order = JobOrder(type: type)
        order.files = input
        order.values = json
        order.priority = priority
        order.description = description
        order.configuration = try configuration.map(JSONFile.read)
        order.idempotencyKey = idempotencyKey
        return order
    }
}
