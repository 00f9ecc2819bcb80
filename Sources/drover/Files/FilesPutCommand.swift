import ArgumentParser

struct FilesPutCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "put",
        abstract: "Upload a file, to use it in jobs as NAME=file:ID.",
        discussion: """
            EXAMPLES
              drover files put access.log
              drover files put data.bin --name scene-7.nitf --media-type image/nitf
            """
    )

    @Argument(help: "The local file.")
    var file: String

    @Option(help: "What to call it; its own name without.")
    var name: String?

    @Option(help: "Its media type; without it, by the end of its name.")
    var mediaType: String?

    @Option(help: "The workspace that is to hold it.")
    var workspace: String?

    @OptionGroup(title: "Server") var options: ClientOptions

    func run(_ context: ClientContext) async throws {
        let json = try await context.client.upload(file, name: name, mediaType: mediaType, workspace: workspace)
        context.show(json) { console in
            guard let stored = StoredFileView(json) else { return }
            console.line(
                "file \(stored.id): \(SafeText.oneLine(stored.name)), \(HumanText.bytes(stored.size)), "
                    + SafeText.oneLine(stored.mediaType)
            )
        }
    }
}
