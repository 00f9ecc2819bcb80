import ArgumentParser

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy a server's data folder while the server goes on.",
        discussion: """
            The copy is a data folder of its own: start a server on it to restore. It holds the key that opens the secrets
            in it, so keep it as safe as the original. Files in workspaces are not copied; they lie outside the data folder.

            EXAMPLES
              drover backup --data /var/lib/drover /backup/drover-$(date +%F)
              drover serve --data /backup/drover-2025-03-12        # restores
            """
    )

    @Option(help: ArgumentHelp("The server's data folder.", valueName: "dir"))
    var data: String

    @Argument(help: "The folder to make; it must not exist, or be empty.")
    var target: String

    func run() async throws {
        let report = try await DataFolderBackup(source: data, target: target).run()
        Console().line(
            "\(target): the database (\(HumanText.bytes(report.databaseBytes))) and "
                + "\(HumanText.count(report.blobs, "file")) (\(HumanText.bytes(report.blobBytes)))"
        )
        guard report.missing == 0 else {
            throw CommandFailure(
                .failed, "\(HumanText.count(report.missing, "file")) that the database refers to are missing in \(data)",
                advice: "Everything else is in the backup."
            )
        }
    }
}
