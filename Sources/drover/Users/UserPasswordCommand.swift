import ArgumentParser
import HTTPSupport
import JSONSupport

struct UserPasswordCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "passwd",
        abstract: "Change a user's password.",
        discussion: """
            Asks for it on a terminal, otherwise reads the first line of standard input.

            EXAMPLES
              drover user passwd maria
              printf '%s\\n' "$SECRET" | drover user passwd ci
            """
    )

    @Argument(help: "The user name.")
    var name: String

    @OptionGroup(title: "Server") var options: ClientOptions

    func run(_ context: ClientContext) async throws {
        let password = try PasswordPrompt.readNew("New password for \(name)")
        let user = try await context.client.patch(
            APIClient.userPath(name), ["password": .string(password)], of: "user \(name)"
        )
        context.show(user) { $0.line("the password of \(SafeText.oneLine(name)) is changed") }
    }
}

extension APIClient {
    static func userPath(_ name: String) -> String {
        "/api/users/" + PercentCoding.pathSegment(name)
    }
}
