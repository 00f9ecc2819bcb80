import ArgumentParser
import JSONSupport

struct FilesListCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List stored files.",
        discussion: """
            EXAMPLES
              drover files list
              drover files list --name report.txt --limit 100
            """
    )

    @Option(help: "Only files of this name.")
    var name: String?

    @Option(help: ArgumentHelp("At most so many.", valueName: "n"))
    var limit = 50

    @OptionGroup(title: "Server") var options: ClientOptions

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit must be at least 1.") }
    }

    func run(_ context: ClientContext) async throws {
        let query = name.map { [Parameter("file_name", $0)] } ?? []
        let rows = try await context.client.pages(of: "/v6/files/", query, limit: limit)
        context.show(.array(rows)) { console in
            var table = Table([
                .init(title: "ID", isNumber: true), .init(title: "NAME", shrinks: true),
                .init(title: "SIZE", isNumber: true), .init(title: "TYPE", shrinks: true), .init(title: "CREATED"),
            ])
            for row in rows {
                guard let file = StoredFileView(row) else { continue }
                table.add([
                    .init(String(file.id)), .init(file.name), .init(HumanText.bytes(file.size)), .init(file.mediaType),
                    .init(row["created"]?.stringValue.map { HumanText.age($0) } ?? ""),
                ])
            }
            table.show(on: console)
        }
    }
}
