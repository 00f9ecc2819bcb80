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

    @Flag(help: "Believe X-Forwarded-Proto and X-Forwarded-For, because a proxy sets them.")
    var behindProxy = false

    @Option(help: ArgumentHelp("How long a worker may be silent before its jobs are taken back.", valueName: "time"))
    var lease = DurationArgument(seconds: 30)

    @Option(help: "trace, debug, info, notice, warning, error or critical.")
    var logLevel: Logger.Level = .info

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port must be between 0 and 65535.") }
        guard prefix.isEmpty || prefix.hasPrefix("/") && !prefix.hasSuffix("/") else {
            throw ValidationError("--prefix starts with a slash and does not end with one.")
        }
        guard worker || images == nil else { throw ValidationError("--images needs --worker.") }
        guard workspaceRoot.allSatisfy({ $0.hasPrefix("/") }) else {
            throw ValidationError("--workspace-root takes absolute paths.")
        }
    }

    func run() async throws {
        CommandLog.start(level: logLevel)
        let (address, serving) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .bufferingNewest(1))
        try await DroverServer.run(options(serving)) { [worker, data, images] engine in
            guard worker else { return [] }
            return [EmbeddedWorker(
                key: try await engine.keyForEmbeddedWorker(), address: address,
                images: (images ?? data + "/images").absolutePath, work: data.absolutePath + "/work",
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
        switch keepFinished {
        case .forEver: engine.keepFinished = nil
        case .after(let duration): engine.keepFinished = duration
        }
        var options = ServerOptions(
            dataDirectory: data, host: host, port: port, anonymous: anonymous, prefix: prefix, engine: engine,
            administratorPassword: ProcessInfo.processInfo.environment["DROVER_ADMIN_PASSWORD"]
        )
        options.trustsProxies = behindProxy
        options.whenServing = { [host] port in
            let address = ServingLine.localAddress(host: host, port: port)
            StandardStream.output.write(ServingLine.text(address: address) + "\n")
            serving.yield(address)
        }
        return options
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
