import ArgumentParser

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "Manage users, their passwords and API keys.",
        subcommands: [
            UserAddCommand.self, UserListCommand.self, UserPasswordCommand.self, UserKeyCommand.self,
            UserKeysCommand.self, UserRevokeCommand.self,
        ]
    )
}
