import ArgumentParser
import DroverServer
import FoundationEssentials
import HTTPSupport
import JobEngine
import Logging

extension AnonymousAccess: ExpressibleByArgument {}

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the server.",
        discussion: """
            Everything lies in one data folder, made on the first start. The first user is admin; its password is
            DROVER_ADMIN_PASSWORD, or a random one that is printed once. GET /healthz answers 200 once requests are served.
            SIGTERM and SIGINT stop it cleanly; jobs that run elsewhere go on.

            EXAMPLES
              drover serve --data /var/lib/drover
              drover serve --data ./data --worker --images ./images
              drover serve --data ./data --worker --runner container
              drover serve --data ./data --host 0.0.0.0 --keep-finished 30d --anonymous read
            """
    )

    @Option(help: ArgumentHelp("The folder that holds everything; made when it is missing.", valueName: "dir"))
    var data: String

    @Option(help: "The address to listen on; 0.0.0.0 for all.")
    var host = "127.0.0.1"

    @Option(help: ArgumentHelp("The port to listen on; 0 takes a free one.", valueName: "n"))
    var port = 8080

    @Flag(help: "Run jobs in this process too, as one worker node.")
    var worker = false

    @Option(help: ArgumentHelp("The folder of images for --worker; DATA/images without it.", valueName: "dir"))
    var images: String?

    @OptionGroup(title: "Ways to run jobs, for --worker") var runnerOptions: RunnerOptions

    @Option(help: "What requests without credentials may do: none, read or write.")
    var anonymous: AnonymousAccess = .none

    @Option(help: ArgumentHelp(
        "How long finished jobs are kept with logs and outputs, such as 90d or 12h, or never to remove them.",
        valueName: "time"
    ))
    var keepFinished: RetentionArgument = .after(.seconds(90 * 86_400))

    @Option(help: ArgumentHelp("A folder below which workspaces may lie; repeatable.", valueName: "dir"))
    var workspaceRoot: [String] = []

    @Option(help: ArgumentHelp("What a proxy puts before /v6 in addresses.", valueName: "path"))
    var prefix = ""

    @Option(help: ArgumentHelp(
        "Where the last release of Scale is served besides /v7, such as /api/v6 for its web client; repeatable.",
        valueName: "path"
    ))
    var scalePath: [String] = []

    @Flag(help: "Believe X-Forwarded-Proto and X-Forwarded-For, because a proxy sets them.")
    var behindProxy = false

    @Option(help: ArgumentHelp("How long a worker may be silent before its jobs are taken back.", valueName: "time"))
    var lease = DurationArgument(seconds: 30)

    @Option(help: ArgumentHelp(
        "How long a UFDL node may be silent before its job is taken back; without it never, as such nodes have no heartbeat.",
        valueName: "time"
    ))
    var nodeLease: DurationArgument?

    @Option(help: ArgumentHelp("Send mail through a command such as /usr/sbin/sendmail.", valueName: "command"))
    var sendmail: String?

    @Option(help: ArgumentHelp("Send mail through a relay: host or host:port, without TLS.", valueName: "host"))
    var smtp: RelayArgument?

    @Option(help: ArgumentHelp("The sender of mail.", valueName: "address"))
    var mailFrom = "drover@localhost"

    @Flag(help: ArgumentHelp("Stop when standard input ends.", visibility: .hidden))
    var untilInputEnds = false

    @Option(help: "trace, debug, info, notice, warning, error or critical.")
    var logLevel: Logger.Level = .info

    @Option(help: "How the lines of the log look: text or json.")
    var logFormat: LogFormat = .text

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port must be between 0 and 65535.") }
        guard prefix.isEmpty || prefix.hasPrefix("/") && !prefix.hasSuffix("/") else {
            throw ValidationError("--prefix starts with a slash and does not end with one.")
        }
        for path in scalePath where !path.hasPrefix("/") || path.hasSuffix("/") || ["/v1", "/v6", "/v7"].contains(path) {
            throw ValidationError("--scale-path starts with a slash, does not end with one, and is not served already.")
        }
        guard worker || images == nil else { throw ValidationError("--images needs --worker.") }
        guard worker || runnerOptions.runner == .process else { throw ValidationError("--runner needs --worker.") }
        guard sendmail == nil || smtp == nil else { throw ValidationError("--sendmail and --smtp exclude each other.") }
        guard workspaceRoot.allSatisfy({ $0.hasPrefix("/") }) else {
            throw ValidationError("--workspace-root takes absolute paths.")
        }
    }

    func run() async throws {
        CommandLog.start(level: logLevel, format: logFormat)
        OpenFileLimit.raise()
        if untilInputEnds { InputEnd.stopsProcess() }
        let (address, serving) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .bufferingNewest(1))
        try await DroverServer.run(options(serving)) { [worker, data, images, runnerOptions] engine in
            guard worker else { return [] }
            return [EmbeddedWorker(
                key: try await engine.keyForEmbeddedWorker(), address: address,
                images: (images ?? data + "/images").absolutePath, runner: runnerOptions.choice, work: data.absolutePath + "/work",
                logger: Logger(label: "drover.worker")
            )]
        }
    }

    private func options(_ serving: AsyncStream<String>.Continuation) -> ServerOptions {
        var engine = EngineSettings()
        engine.leaseDuration = lease.duration
        // Two heartbeats may be lost before the third renews the lease.
        engine.heartbeatInterval = lease.duration / 3
        engine.workspaceRoots = workspaceRoot
        engine.nodeLease = nodeLease?.duration
        switch keepFinished {
        case .forEver: engine.keepFinished = nil
        case .after(let duration): engine.keepFinished = duration
        }
        var options = ServerOptions(
            dataDirectory: data, host: host, port: port, anonymous: anonymous, prefix: prefix, engine: engine,
            administratorPassword: ProcessInfo.processInfo.environment["DROVER_ADMIN_PASSWORD"]
        )
        options.trustsProxies = behindProxy
        options.finalScalePaths = scalePath
        let route = sendmail.map { MailRoute.command($0) } ?? smtp.map { .relay(host: $0.host, port: $0.port) }
        options.mail = route.map { MailSettings(route: $0, from: mailFrom) }
        options.whenServing = { [host] port in
            let address = ServingLine.localAddress(host: host, port: port)
            StandardStream.output.write(ServingLine.text(address: address) + "\n")
            serving.yield(address)
        }
        return options
    }
}

/// `host` or `host:port` of a mail relay.
struct RelayArgument: ExpressibleByArgument, Sendable, Hashable {
    let host: String
    let port: Int

    init?(argument: String) {
        let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
        guard let host = parts.first, !host.isEmpty, parts.count <= 2 else { return nil }
        guard let port = parts.count == 2 ? Int(parts[1]) : 25, (1...65_535).contains(port) else { return nil }
        self.host = String(host)
        self.port = port
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
