import ArgumentParser
import JSONSupport

struct TypesListCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the job types, or the versions of one.",
        discussion: """
            EXAMPLES
              drover types list
              drover types list --keyword log
              drover types list log-report
              drover types list --output json
            """
    )

    @Argument(help: "A job type whose versions are to be listed.")
    var name: String?

    @Option(help: "Only types with this in their name, title, description or tags.")
    var keyword: String?

    @OptionGroup(title: "Server") var options: ClientOptions

    func validate() throws {
        if name != nil, keyword != nil { throw ValidationError("--keyword does not go with the name of a type.") }
    }

    func run(_ context: ClientContext) async throws {
        if let name {
            let versions = try await context.client.jobTypeVersions(name)
            context.show(.array(versions.map(\.json))) { Self.table(of: versions).show(on: $0) }
            return
        }
        let query = keyword.map { [Parameter("keyword", $0)] } ?? []
        let names = try await context.client.pages(of: APIClient.jobTypesPath, query)
        context.show(.array(names)) { console in
            guard names.isEmpty else { return Self.table(ofNames: names).show(on: console) }
            console.line("there are no job types\(keyword == nil ? "; register one with: drover types add MANIFEST" : "")")
        }
    }

    private static func table(ofNames names: [JSON]) -> Table {
        var table = Table([
            .init(title: "NAME"), .init(title: "LATEST"), .init(title: "VERSIONS", isNumber: true),
            .init(title: "TITLE", shrinks: true),
        ])
        for name in names {
            table.add([
                .init(name["name"]?.stringValue ?? ""), .init(name["latest_version"]?.stringValue ?? ""),
                .init(String(name["num_versions"]?.intValue ?? 0)), .init(name["title"]?.stringValue ?? ""),
            ])
        }
        return table
    }

    private static func table(of versions: [JobTypeView]) -> Table {
        var table = Table([
            .init(title: "NAME"), .init(title: "VERSION"), .init(title: "REVISION", isNumber: true),
            .init(title: "STATE"), .init(title: "LIMIT", isNumber: true), .init(title: "IMAGE", shrinks: true),
        ])
        for type in versions {
            table.add([
                .init(type.name), .init(type.version), .init(String(type.revision)),
                .init(type.stateText, style: type.stateStyle), .init(type.maximumScheduled.map { String($0) } ?? "-"),
                .init(type.image),
            ])
        }
        return table
    }
}
