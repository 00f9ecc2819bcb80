import ArgumentParser
import JSONSupport

struct NodesPauseCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Give a node no new work; what runs there goes on.",
        discussion: """
            EXAMPLES
              drover nodes pause 3 --reason "new disk"
            """
    )

    @Argument(help: "The id of the node.")
    var node: Int64

    @Option(help: "Why, for those who look at it.")
    var reason: String?

    @OptionGroup(title: "Server") var options: ClientOptions

    func run(_ context: ClientContext) async throws {
        var change: JSONObject = ["is_paused": true]
        if let reason { change["pause_reason"] = .string(reason) }
        try await context.change(node: node, change, done: "takes no new work")
    }
}

struct NodesResumeCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Give a paused node work again.",
        discussion: """
            EXAMPLES
              drover nodes resume 3
            """
    )

    @Argument(help: "The id of the node.")
    var node: Int64

    @OptionGroup(title: "Server") var options: ClientOptions

    func run(_ context: ClientContext) async throws {
        try await context.change(node: node, ["is_paused": false], done: "takes work again")
    }
}

extension ClientContext {
    fileprivate func change(node: Int64, _ change: JSONObject, done: String) async throws {
        let answer = try await client.patch("/api/nodes/\(node)", .object(change), of: "node \(node)")
        show(answer) { $0.line("node \(node) \(done)") }
    }
}
