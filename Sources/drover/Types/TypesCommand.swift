import ArgumentParser

struct TypesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "types",
        abstract: "Register, show, pause and resume job types.",
        subcommands: [
            TypesAddCommand.self, TypesListCommand.self, TypesShowCommand.self, TypesPauseCommand.self,
            TypesResumeCommand.self,
        ]
    )
}
