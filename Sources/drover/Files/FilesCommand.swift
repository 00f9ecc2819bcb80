import ArgumentParser

struct FilesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "files",
        abstract: "List, download and upload files.",
        subcommands: [FilesListCommand.self, FilesGetCommand.self, FilesPutCommand.self]
    )
}
