import ArgumentParser

struct JobsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs",
        abstract: "List, show, follow, cancel and requeue jobs.",
        subcommands: [
            JobsListCommand.self, JobsShowCommand.self, JobsFollowCommand.self, JobsWhyCommand.self,
            JobsCancelCommand.self, JobsRequeueCommand.self,
        ]
    )
}
