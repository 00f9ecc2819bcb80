import ArgumentParser
import FoundationEssentials

struct FilesGetCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "get",
        abstract: "Download a file.",
        discussion: """
            EXAMPLES
              drover files get 34                      # into the file's own name, here
              drover files get 34 --out report.txt
              drover files get 34 --out - | less
            """
    )

    @Argument(help: "The id of the file.")
    var file: Int64

    @Option(help: ArgumentHelp("Where to save it: a file, a folder, or - for standard output.", valueName: "path"))
    var out: String?

    @OptionGroup(title: "Server") var options: ClientOptions

    func run(_ context: ClientContext) async throws {
        if out == "-" { return try await context.client.print(file: file) }
        let json = try await context.client.get("/api/files/\(file)", of: "file \(file)")
        guard let stored = StoredFileView(json) else {
            throw CommandFailure(.failed, "the server described the file in a way that this version does not understand")
        }
        let target = target(for: stored)
        try await context.client.download(file: file, to: target)
        context.show(json) { $0.line("saved as \(target) (\(HumanText.bytes(stored.size)))") }
    }

    private func target(for file: StoredFileView) -> String {
        let name = OutputFolder.localName(for: file, taken: [])
        guard let out else { return name }
        guard FileManager.default.isDirectory(out) else { return out }
        return out.hasSuffix("/") ? out + name : "\(out)/\(name)"
    }
}
