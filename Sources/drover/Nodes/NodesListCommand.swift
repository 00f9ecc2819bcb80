import ArgumentParser
import JSONSupport

struct NodesListCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the worker nodes.",
        discussion: """
            EXAMPLES
              drover nodes list
            """
    )

    @OptionGroup(title: "Server") var options: ClientOptions

    func run(_ context: ClientContext) async throws {
        let answer = try await context.client.get("/api/nodes")
        let nodes = answer["nodes"]?.arrayValue ?? []
        context.show(answer) { console in
            guard !nodes.isEmpty else { return console.line("no worker has registered yet; start one with: drover worker") }
            Self.table(of: nodes).show(on: console)
        }
    }

    private static func table(of nodes: [JSON]) -> Table {
        var table = Table([
            .init(title: "ID", isNumber: true), .init(title: "HOST", shrinks: true), .init(title: "STATE"),
            .init(title: "CPUS", isNumber: true), .init(title: "MEMORY", isNumber: true),
            .init(title: "DISK", isNumber: true), .init(title: "LAST SEEN"), .init(title: "VERSION"),
        ])
        for node in nodes {
            let state = NodeState(node)
            let resources = node["resources"]
            table.add([
                .init(String(node["id"]?.intValue ?? 0)), .init(node["hostname"]?.stringValue ?? ""),
                .init(state.text, style: state.style),
                .init(resources?["cpus"]?.doubleValue.map(HumanText.number) ?? ""),
                .init(mebibytes(resources?["mem"])), .init(mebibytes(resources?["disk"])),
                .init(node["last_seen"]?.stringValue.map { HumanText.age($0) } ?? ""),
                .init(node["version"]?.stringValue ?? ""),
            ])
        }
        return table
    }

    private static func mebibytes(_ amount: JSON?) -> String {
        amount?.doubleValue.map { HumanText.bytes(Int64(min($0, 1e12) * 1_048_576)) } ?? ""
    }
}

/// Whether a node takes work, in a word.
struct NodeState: Sendable, Hashable {
    let text: String
    let style: Style?

    init(_ node: JSON) {
        let reason = node["pause_reason"]?.stringValue.map { ": \($0)" } ?? ""
        switch (node["is_active"]?.boolValue ?? true, node["is_online"]?.boolValue ?? false, node["is_paused"]?.boolValue ?? false) {
        case (false, _, _): (text, style) = ("inactive", .faint)
        case (_, false, _): (text, style) = ("offline", .bad)
        case (_, _, true): (text, style) = ("paused" + reason, .attention)
        default: (text, style) = ("ready", .good)
        }
    }
}
