import ArgumentParser

/// How results are written.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    case table
    case json
}

/// The options of every command that talks to a server.
struct ClientOptions: ParsableArguments {
    @Option(help: ArgumentHelp(
        "The server's address; else DROVER_SERVER, else the configuration file.", valueName: "url"
    ))
    var server: String?

    @Option(help: "An API key; else DROVER_KEY, else the configuration file.")
    var key: String?

    @Option(help: "A user name in place of a key; else DROVER_USER.")
    var user: String?

    @Option(help: "The user's password, visible to others on this machine; better DROVER_PASSWORD or the prompt.")
    var password: String?

    @Option(help: ArgumentHelp(
        "The configuration file (default: ~/.config/drover/config.json), JSON with server, key, user, password.",
        valueName: "file"
    ))
    var config: String?

    @Option(name: .customLong("output"), help: "How to write the result: table or json.")
    var format: OutputFormat = .table

    @Flag(help: "Show control characters of logs as they are on a terminal too.")
    var raw = false

    func settings() throws -> ClientSettings {
        try .resolve(ClientSettings.Flags(
            server: server, key: key, user: user, password: password, configurationPath: config
        ))
    }
}
