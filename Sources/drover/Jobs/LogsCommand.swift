import ArgumentParser
import JobModel

extension LogStream: ExpressibleByArgument {}

struct LogsCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs",
        abstract: "Show what a job printed.",
        discussion: """
            Shows the latest attempt. With --follow it goes on until the job is over, through further attempts. On a
            terminal control characters are made visible; --raw, or a pipe, gets them as they are.

            EXAMPLES
              drover logs 12
              drover logs 12 -f
              drover logs 12 --stream stderr > errors.txt
              drover logs 12 --execution 40
            """
    )

    @Argument(help: "The id of the job.")
    var job: Int64

    @Flag(name: .shortAndLong, help: "Go on until the job is over.")
    var follow = false

    @Option(help: "stdout, stderr or combined.")
    var stream: LogStream = .combined

    @Option(help: ArgumentHelp("An earlier attempt, by the id of its execution (drover jobs show).", valueName: "id"))
    var execution: Int64?

    @OptionGroup(title: "Server") var options: ClientOptions

    func run(_ context: ClientContext) async throws {
        let tail = LogTail(client: context.client, console: context.console, stream: stream)
        guard follow else { return try await tail.show(execution, of: job) }
        do {
            try await untilInterrupted { try await tail.follow(execution, of: job) }
        } catch is Interrupted {
            throw CommandFailure(
                .interrupted, "job \(job) goes on without you watching", advice: "Come back with: drover logs \(job) -f"
            )
        }
    }
}

/// The log of a job without anything around it.
struct LogTail: Sendable {
    let client: APIClient
    let console: Console
    let stream: LogStream

    /// What there is now.
    func show(_ execution: Int64?, of id: Int64) async throws {
        let job = try await client.job(id)
        guard let execution = execution ?? job.execution else {
            return console.note("job \(id) is \(job.stateText) and has printed nothing yet")
        }
        try await read(execution, follows: false)
    }

    /// Everything until the job is over, attempt after attempt; only the named execution when there is one.
    func follow(_ execution: Int64?, of id: Int64) async throws {
        if let execution { return try await read(execution, follows: true) }
        var job = try await client.job(id)
        var latest: Int64?
        while true {
            if let execution = job.execution, execution != latest {
                latest = execution
                try await read(execution, follows: true)
                job = try await client.job(id)
            } else if job.phase.isFinished {
                return
            } else {
                job = try await client.next(after: job)
            }
        }
    }

    private func read(_ execution: Int64, follows: Bool) async throws {
        let reader = LogReader(client: client, execution: execution, stream: stream)
        try await reader.read(follows: follows) { StandardStream.output.write(console.log($0)) }
    }
}
