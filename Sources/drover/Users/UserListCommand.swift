import ArgumentParser
import JSONSupport

struct UserListCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the users.",
        discussion: """
            EXAMPLES
              drover user list
            """
    )

    @OptionGroup(title: "Server") var options: ClientOptions

    func run(_ context: ClientContext) async throws {
        let answer = try await context.client.get("/api/users")
        context.show(answer) { console in
            var table = Table([
                .init(title: "NAME", shrinks: true), .init(title: "ROLE"), .init(title: "STATE"),
                .init(title: "EMAIL", shrinks: true), .init(title: "LAST LOG-IN"),
            ])
            for user in answer["users"]?.arrayValue ?? [] {
                let isActive = user["is_active"]?.boolValue ?? true
                table.add([
                    .init(user["username"]?.stringValue ?? ""), .init(user["is_staff"]?.boolValue == true ? "staff" : "reader"),
                    .init(isActive ? "active" : "inactive", style: isActive ? nil : .faint),
                    .init(user["email"]?.stringValue ?? ""),
                    .init(user["last_login"]?.stringValue.map { HumanText.age($0) } ?? "never"),
                ])
            }
            table.show(on: console)
        }
    }
}
