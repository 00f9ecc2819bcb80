import FoundationEssentials

/// Which server to talk to, and as whom.
struct ClientSettings: Sendable, Hashable {
    static let defaultServer = "http://127.0.0.1:8080"

    /// The base address, without a slash at its end.
    let server: String
    let credentials: Credentials?

    init(server: String, credentials: Credentials?) throws {
        self.server = try Self.normalized(server)
        self.credentials = credentials
    }

    /// What was given on the command line.
    struct Flags: Sendable {
        var server: String?
        var key: String?
        var user: String?
        var password: String?
        var configurationPath: String?
    }

    /// Flags win over the environment, the environment over the file.
    /// - Throws: `CommandFailure` with what to set.
    static func resolve(
        _ flags: Flags, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> ClientSettings {
        let file = try configurationFile(flags, environment)
        let chosen = flags.server ?? environment.text("DROVER_SERVER")
        let server = try normalized(chosen ?? file.server ?? defaultServer)
        let given = try credentials(
            key: flags.key, user: flags.user, password: flags.password ?? environment.text("DROVER_PASSWORD")
        ) ?? credentials(
            key: environment.text("DROVER_KEY"), user: environment.text("DROVER_USER"),
            password: flags.password ?? environment.text("DROVER_PASSWORD")
        )
        if let given { return try ClientSettings(server: server, credentials: given) }
        // The file's secrets belong to the file's server; another one that was named must not get them.
        let belongs = try chosen == nil || file.server == nil || normalized(file.server ?? "") == server
        let stored = belongs ? try credentials(key: file.key, user: file.user, password: file.password) : nil
        return try ClientSettings(server: server, credentials: stored)
    }

    private static func configurationFile(
        _ flags: Flags, _ environment: [String: String]
    ) throws -> ConfigurationFile {
        if let path = flags.configurationPath {
            guard let file = try ConfigurationFile.read(path) else {
                throw CommandFailure(.usage, "there is no configuration file \(path)")
            }
            return file
        }
        guard let path = ConfigurationFile.standardPath(environment) else { return ConfigurationFile() }
        return try ConfigurationFile.read(path) ?? ConfigurationFile()
    }

    private static func credentials(key: String?, user: String?, password: String?) throws -> Credentials? {
        if let key { return .key(key) }
        guard let user else { return nil }
        return .password(user: user, password: try password ?? PasswordPrompt.read("Password of \(user)"))
    }

    private static func normalized(_ server: String) throws -> String {
        var address = server.contains("://") ? server : "http://" + server
        while address.hasSuffix("/") { address.removeLast() }
        guard let url = URL(string: address), url.scheme == "http" || url.scheme == "https",
            let host = url.host(), !host.isEmpty, url.query() == nil, url.user() == nil
        else {
            throw CommandFailure(
                .usage, "'\(SafeText.oneLine(server))' is not the address of a server",
                advice: "It looks like \(defaultServer). Set --server or DROVER_SERVER."
            )
        }
        return address
    }
}

extension [String: String] {
    /// The variable, unless it is missing or empty.
    fileprivate func text(_ name: String) -> String? {
        self[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}
