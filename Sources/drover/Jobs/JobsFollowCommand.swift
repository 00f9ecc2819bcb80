import ArgumentParser

struct JobsFollowCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "follow",
        abstract: "Show a job's progress and log until it is over, and save its outputs.",
        discussion: """
            Works for finished jobs too. Ctrl-C leaves the job running. Exits 1 when the job failed.

            EXAMPLES
              drover jobs follow 12
              drover jobs follow 12 --out results
            """
    )

    @Argument(help: "The id of the job.")
    var job: Int64

    @Option(help: ArgumentHelp("Save the outputs in this folder.", valueName: "dir"))
    var out: String?

    @OptionGroup(title: "Server") var options: ClientOptions

    func run(_ context: ClientContext) async throws {
        let folder = try out.map(OutputFolder.init(path:))
        try await FollowedJob(id: job, context: context, folder: folder).run()
    }
}
