import ArgumentParser
import JSONSupport
import JobModel

struct JobsWhyCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Tell why a job is still waiting, or how it ended.",
        discussion: """
            EXAMPLES
              drover jobs why 12
            """
    )

    @Argument(help: "The id of the job.")
    var job: Int64

    @OptionGroup(title: "Server") var options: ClientOptions

    func run(_ context: ClientContext) async throws {
        let job = try await context.client.job(job)
        let result: JSON = [
            "id": .int(job.id), "phase": .string(job.phase.name), "waiting": job.json["waiting"] ?? [],
            "error": job.json["error"] ?? .null,
        ]
        context.show(result) { console in
            console.line("job \(job.id) is \(job.stateText)")
            for reason in job.waitingReasons { console.line("  \(SafeText.oneLine(reason))") }
            if let error = job.error { console.line("  \(SafeText.oneLine(error.sentence))") }
        }
    }
}
