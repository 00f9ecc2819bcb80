import ArgumentParser

struct NodesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nodes",
        abstract: "List, pause and resume worker nodes.",
        subcommands: [NodesListCommand.self, NodesPauseCommand.self, NodesResumeCommand.self]
    )
}
