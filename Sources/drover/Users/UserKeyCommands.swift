import ArgumentParser
import JSONSupport
import JobEngine

extension KeyRole: ExpressibleByArgument {}

struct UserKeyCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Make an API key; it is shown once.",
        discussion: """
            EXAMPLES
              drover user key maria
              drover user key admin --role worker --name rack-7
              export DROVER_KEY=$(drover user key maria --output json | jq -r .key)
            """
    )

    @Argument(help: "The user whose key it is.")
    var user: String

    @Option(help: "full: all that the user may do; read: look only; worker: be a worker node.")
    var role: KeyRole = .full

    @Option(help: "What it is for, to tell it from others.")
    var name = "command line"

    @OptionGroup(title: "Server") var options: ClientOptions

    func run(_ context: ClientContext) async throws {
        let key = try await context.client.makeKey(for: user, role: role, name: name)
        context.show(key) { console in
            console.line(key["key"]?.stringValue ?? "")
            console.note("It is shown only now. Use it as --key or DROVER_KEY.")
        }
    }
}

struct UserKeysCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "List a user's API keys, without their secrets.",
        discussion: """
            EXAMPLES
              drover user keys maria
            """
    )

    @Argument(help: "The user name.")
    var user: String

    @OptionGroup(title: "Server") var options: ClientOptions

    func run(_ context: ClientContext) async throws {
        let answer = try await context.client.get(APIClient.userPath(user) + "/keys", of: "user \(user)")
        context.show(answer) { console in
            var table = Table([
                .init(title: "ID", isNumber: true), .init(title: "NAME", shrinks: true), .init(title: "ROLE"),
                .init(title: "STATE"), .init(title: "CREATED"),
            ])
            for key in answer["keys"]?.arrayValue ?? [] {
                let isRevoked = key["revoked"]?.stringValue != nil
                table.add([
                    .init(String(key["id"]?.intValue ?? 0)), .init(key["name"]?.stringValue ?? ""),
                    .init(key["role"]?.stringValue ?? ""),
                    isRevoked ? .init("revoked", style: .faint) : "active",
                    .init(key["created"]?.stringValue.map { HumanText.age($0) } ?? ""),
                ])
            }
            table.show(on: console)
        }
    }
}

struct UserRevokeCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Revoke an API key.",
        discussion: """
            EXAMPLES
              drover user revoke 5
            """
    )

    @Argument(help: "The id of the key (drover user keys NAME).")
    var key: Int64

    @OptionGroup(title: "Server") var options: ClientOptions

    func run(_ context: ClientContext) async throws {
        try await context.client.delete("/api/keys/\(key)", of: "key \(key)")
        context.show(["id": .int(key), "revoked": true]) { $0.line("key \(key) is revoked") }
    }
}

extension APIClient {
    /// - Returns: the key's description with the key itself, which is not to be had again.
    func makeKey(for user: String, role: KeyRole, name: String) async throws -> JSON {
        let body: JSON = ["name": .string(name), "role": .string(role.rawValue)]
        return try await post(Self.userPath(user) + "/keys", body, of: "user \(user)")
    }
}
