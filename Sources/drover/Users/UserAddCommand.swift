import ArgumentParser
import JSONSupport

struct UserAddCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add a user.",
        discussion: """
            Without --ask the server makes a password, which is shown once. Staff may change things, others may look.

            EXAMPLES
              drover user add maria --staff
              drover user add viewer --email viewer@example.org
              printf '%s\\n' "$SECRET" | drover user add ci --staff --ask
            """
    )

    @Argument(help: "The user name.")
    var name: String

    @Flag(help: "Make a staff user, who may submit jobs and change things.")
    var staff = false

    @Option(help: "The user's e-mail address.")
    var email: String?

    @Flag(help: "Ask for the password, or read it from the first line of standard input.")
    var ask = false

    @OptionGroup(title: "Server") var options: ClientOptions

    func run(_ context: ClientContext) async throws {
        var body: JSONObject = ["username": .string(name), "is_staff": .bool(staff)]
        if let email { body["email"] = .string(email) }
        if ask { body["password"] = .string(try PasswordPrompt.readNew("Password for \(name)")) }
        let user = try await context.client.post("/api/users", .object(body))
        context.show(user) { console in
            console.line("user \(SafeText.oneLine(name)) is added\(staff ? " as staff" : "")")
            guard let password = user["password"]?.stringValue else { return }
            console.line("password: \(password)")
            console.note("It is shown only now. Change it with: drover user passwd \(SafeText.oneLine(name))")
        }
    }
}
