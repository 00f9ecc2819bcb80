import ArgumentParser
import FoundationEssentials
import JobModel
import Logging
import ServiceLifecycle
import UnixSignals
import Worker

struct WorkerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker",
        abstract: "Run jobs on this machine for a server elsewhere.",
        discussion: """
            With --runner container, jobs run as containers of Docker or Podman: without network, capabilities and root's
            rights, within the memory and cores that they ask for. With --runner process, an image is a folder below
            --images with the image's name, and jobs run as processes of this user, so run only what you trust. SIGTERM
            and SIGINT end the running jobs and give them back to the server without counting the attempt.

            EXAMPLES
              drover user key admin --role worker --name rack-7       # on the server
              DROVER_KEY=drv_… drover worker --server http://queue:8080 --images /srv/images
              drover worker --images ./images --cpus 4 --mem 8000 --max-jobs 2
              drover worker --runner container --container-engine /run/podman/podman.sock --container-mounts /srv/data
            """
    )

    @Option(help: ArgumentHelp("The server's address; else DROVER_SERVER, else the configuration file.", valueName: "url"))
    var server: String?

    @Option(help: "A key with the worker role; else DROVER_KEY, else the configuration file.")
    var key: String?

    @Option(help: ArgumentHelp("The configuration file (default: ~/.config/drover/config.json).", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("The folder that holds one folder for each image, for --runner process.", valueName: "dir"))
    var images: String?

    @OptionGroup(title: "Ways to run jobs") var runnerOptions: RunnerOptions

    @Option(help: ArgumentHelp("Where jobs work; a temporary folder without it.", valueName: "dir"))
    var work: String?

    @Option(help: "The name of this node; the machine's name without it.")
    var name: String?

    @Option(help: ArgumentHelp("Cores to offer; all of the machine without it.", valueName: "n"))
    var cpus: Double?

    @Option(help: ArgumentHelp("Memory to offer, in MiB; all of the machine without it.", valueName: "mib"))
    var mem: Double?

    @Option(help: ArgumentHelp("Disk to offer, in MiB; what is free in the work folder without it.", valueName: "mib"))
    var disk: Double?

    @Option(help: ArgumentHelp("GPUs to offer; those of the machine without it.", valueName: "n"))
    var gpus: Int?

    @Option(help: ArgumentHelp("At most so many jobs at once; four for each core without it.", valueName: "n"))
    var maxJobs: Int?

    @Option(help: "trace, debug, info, notice, warning, error or critical.")
    var logLevel: Logger.Level = .info

    @Option(help: "How the lines of the log look: text or json.")
    var logFormat: LogFormat = .text

    func validate() throws {
        guard [cpus, mem, disk, gpus.map(Double.init)].allSatisfy({ $0.map { $0 >= 0 } ?? true }), maxJobs ?? 1 > 0 else {
            throw ValidationError("Resources cannot be negative, and --max-jobs must be at least 1.")
        }
        if let images, !FileManager.default.isDirectory(images) { throw ValidationError("There is no folder \(images).") }
        guard images != nil || runnerOptions.runner == .container else {
            throw ValidationError("Without --runner container the worker needs --images.")
        }
    }

    func run() async throws {
        let configuration = try configuration()
        CommandLog.start(level: logLevel, format: logFormat)
        let logger = Logger(label: "drover.worker")
        let group = ServiceGroup(
            services: [WorkerService(configuration: configuration, logger: logger)],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
        )
        try await group.run()
        if work == nil { try? FileManager.default.removeItem(atPath: configuration.work) }
    }

    private func configuration() throws -> WorkerConfiguration {
        let settings = try ClientSettings.resolve(
            ClientSettings.Flags(server: server, key: key, configurationPath: config)
        )
        guard case .key(let key) = settings.credentials else {
            throw CommandFailure(
                .usage, "a worker needs a key",
                advice: "Make one with `drover user key admin --role worker` and set --key or DROVER_KEY."
            )
        }
        let work = (work ?? temporaryWork).absolutePath
        var resources = MachineResources.available(workFolder: work)
        for (resource, amount) in [("cpus", cpus), ("mem", mem), ("disk", disk), ("gpus", gpus.map(Double.init))] {
            if let amount { resources[resource] = amount }
        }
        var configuration = WorkerConfiguration(
            server: settings.server, key: key, hostname: name ?? MachineResources.hostname,
            images: (images ?? "").absolutePath, work: work, resources: resources,
            maximumJobs: maxJobs ?? Self.maximumJobs(for: resources)
        )
        configuration.runner = runnerOptions.choice
        return configuration
    }

    private var temporaryWork: String {
        let folder = FileManager.default.temporaryDirectory.path()
        return folder + (folder.hasSuffix("/") ? "" : "/") + "drover-worker-\(ProcessInfo.processInfo.processIdentifier)"
    }

    /// A job takes a quarter of a core at the least (scale.md §6.6).
    static func maximumJobs(for resources: ResourceAmounts) -> Int {
        max(1, Int(resources["cpus"] * 4))
    }
}
