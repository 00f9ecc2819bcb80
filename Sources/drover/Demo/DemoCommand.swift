import ArgumentParser
import FoundationEssentials
import Glibc
import NIOPosix
import Worker

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "See it at work: a server, a worker, two job types and their jobs, all gone afterwards.",
        discussion: """
            Starts a server with a worker on a free port and a temporary folder, registers the job types of Examples/,
            runs jobs on the files there, shows what comes of them and how a failure looks. The jobs run as containers where
            Docker or Podman answers, else as processes. At a terminal the server then stays for a look at its pages until
            you press Enter; else it is stopped at once.

            EXAMPLES
              make demo
              drover demo --examples /usr/share/drover/Examples
            """
    )

    @Option(help: ArgumentHelp("The folder with job-types and data.", valueName: "dir"))
    var examples = "Examples"

    func run() async throws {
        guard FileManager.default.isDirectory(examples + "/job-types") else {
            throw CommandFailure(
                .usage, "there is no \(examples)/job-types here",
                advice: "Run it from the project's folder, or set --examples."
            )
        }
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        do {
            try await untilInterrupted { [examples] in try await Self.show(examples, in: folder) }
        } catch is Interrupted {
            throw CommandFailure(.interrupted, "the demonstration was interrupted; its server is stopped")
        }
    }

    private static func show(_ examples: String, in folder: TemporaryFolder) async throws {
        let console = Console()
        switch await DemoImages.make(examples: examples, folder: folder.path) {
        case .containers(let images):
            console.line("Jobs run as containers of \(images.name) at \(images.engine).")
            do {
                try await show(
                    examples, in: folder, worker: ["--runner", "container", "--container-engine", images.engine],
                    image: { DemoImages.reference($0).text }
                )
            } catch {
                await images.remove()
                throw error
            }
            await images.remove()
        case .processes(let reason):
            console.line("Jobs run as processes: \(SafeText.oneLine(reason)).")
            try await show(examples, in: folder, worker: ["--images", examples + "/job-types"], image: { $0 })
        }
    }

    /// - Parameters:
    ///   - worker: what the worker is told.
    ///   - image: the name of the image of an example.
    private static func show(
        _ examples: String, in folder: TemporaryFolder, worker: [String], image: @escaping @Sendable (String) -> String
    ) async throws {
        let console = Console()
        console.line("Starting a server and a worker in \(folder.path) …")
        try await LocalServer.run(
            dataDirectory: folder.path + "/data", arguments: ["--worker"] + worker, logPath: folder.path + "/server.log"
        ) { server in
            let context = ClientContext(settings: server.settings, console: console, format: .table)
            try await context.use { context in
                try await Demonstration(examples: examples, results: folder.path, context: context, image: image).run()
            }
            if isatty(STDIN_FILENO) == 1 { await stay(server, console) }
        }
        console.line("The server is stopped and \(folder.path) is removed.")
    }
}

extension DemoCommand {
    /// Leaves the server to somebody with a browser until they press Enter.
    private static func stay(_ server: LocalServer, _ console: Console) async {
        guard case .password(let user, let password) = server.settings.credentials else { return }
        console.line("")
        console.line("Look at it in a browser: \(server.settings.server)/ as \(user) with the password \(password)")
        console.line("Press Enter to stop the server.")
        // A stream, because waiting for it ends when the task is cancelled by an interruption, as reading does not.
        let (pressed, enter) = AsyncStream<Void>.makeStream()
        NIOThreadPool.singleton.submit { _ in
            _ = readLine()
            enter.finish()
        }
        for await _ in pressed {}
    }
}

/// A folder of our own that is removed with everything in it.
struct TemporaryFolder: Sendable {
    let path: String

    init() throws {
        let base = FileManager.default.temporaryDirectory.path()
        path = base + (base.hasSuffix("/") ? "" : "/") + "drover-demo-" + String(UInt32.random(in: .min ... .max), radix: 36)
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw CommandFailure(.failed, "cannot make the folder \(path)", advice: "Is TMPDIR a folder you may write to?")
        }
    }

    func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }
}
