import ArgumentParser
import JSONSupport
import JobModel

/// The jobs that a command is about: by id, or all of a type or phase.
struct JobSelection: ParsableArguments {
    @Argument(help: "The ids of the jobs.")
    var ids: [Int64] = []

    @Option(help: "All jobs of this type; repeatable.")
    var type: [String] = []

    @Option(help: "All jobs in this phase; repeatable.")
    var phase: [JobPhase] = []

    func validate() throws {
        if ids.isEmpty, type.isEmpty, phase.isEmpty {
            throw ValidationError("Name jobs by their ids, or choose them with --type or --phase.")
        }
    }

    /// The one job, when it was named and nothing else.
    var single: Int64? {
        type.isEmpty && phase.isEmpty && ids.count == 1 ? ids[0] : nil
    }

    /// The filters of the bulk requests (docs/api.md).
    var filters: JSONObject {
        var filters = JSONObject()
        if !ids.isEmpty { filters["ids"] = .array(ids.map { .int($0) }) }
        if !type.isEmpty { filters["types"] = .array(type.map { .string($0) }) }
        if !phase.isEmpty { filters["phases"] = .array(phase.map { .string($0.name) }) }
        return filters
    }
}

struct JobsCancelCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Cancel jobs.",
        discussion: """
            A running job is killed by its worker at the next heartbeat. Jobs that are over are left as they are.

            EXAMPLES
              drover jobs cancel 12
              drover jobs cancel 12 13 14
              drover jobs cancel --type log-report --phase queued
            """
    )

    @OptionGroup var selection: JobSelection
    @OptionGroup(title: "Server") var options: ClientOptions

    func run(_ context: ClientContext) async throws {
        try await context.intervene("cancel", selection, done: "canceled")
    }
}

struct JobsRequeueCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "requeue",
        abstract: "Queue failed or canceled jobs again.",
        discussion: """
            EXAMPLES
              drover jobs requeue 12 --priority 10
              drover jobs requeue --type log-report --phase failed
            """
    )

    @OptionGroup var selection: JobSelection

    @Option(help: ArgumentHelp("Lower numbers go first, from 1; unchanged without it.", valueName: "n"))
    var priority: Int64?

    @OptionGroup(title: "Server") var options: ClientOptions

    func run(_ context: ClientContext) async throws {
        try await context.intervene("requeue", selection, priority: priority, done: "queued again")
    }
}

extension ClientContext {
    /// One named job is answered with its new state or why it cannot be; several are changed where they can be.
    fileprivate func intervene(
        _ verb: String, _ selection: JobSelection, priority: Int64? = nil, done: String
    ) async throws {
        if let id = selection.single {
            let body: JSON = priority.map { ["priority": .int($0)] } ?? [:]
            let job = try await JobView(client.post("/api/jobs/\(id)/\(verb)", body, of: "job \(id)"))
            return show(job.json) { $0.line("job \(job.id) is \(job.stateText)") }
        }
        var body = selection.filters
        if let priority { body["priority"] = .int(priority) }
        let answer = try await client.post("/api/jobs/\(verb)", .object(body))
        show(answer) { console in
            let (changed, skipped) = (answer["changed"]?.intValue ?? 0, answer["skipped"]?.intValue ?? 0)
            console.line("\(HumanText.count(changed, "job")) \(done), \(skipped) left as they are")
        }
    }
}
