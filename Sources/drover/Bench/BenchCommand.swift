import ArgumentParser
import FoundationEssentials
import JSONSupport
import NIOCore
import NIOPosix

struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure a server on this machine.",
        discussion: """
            Starts a server of its own on a fresh data folder, with full fsync, and sends it real HTTP over loopback from
            this process. Prints a table with ratios to a bare route of the same server in the same run, because machines
            differ and are noisy. The whole takes some minutes and some GB of disk; --quick shows the shape in seconds.

            EXAMPLES
              drover bench
              drover bench --quick
              drover bench --containers-only
            """
    )

    @Flag(help: "Do a twentieth of the work: for a look, not for figures.")
    var quick = false

    @Option(help: ArgumentHelp("Where the data folder is made.", valueName: "dir"))
    var work = SystemTemporaryFolder.path

    @Flag(help: "Measure nothing but the start of containers.")
    var containersOnly = false

    func run() async throws {
        OpenFileLimit.raise()
        let folder = work + "/drover-bench-\(UInt32.random(in: .min ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let table = BenchTable()
        table.begin()
        if !containersOnly { try await measureServer(folder, table) }
        table.add(await ContainerBench(folder: folder, rounds: quick ? 5 : 25).result())
    }

    private func measureServer(_ folder: String, _ table: BenchTable) async throws {
        try await LocalServer.run(
            dataDirectory: folder + "/data", arguments: ["--log-level", "error"], logPath: folder + "/server.log"
        ) { server in
            try await measure(server, table)
        }
    }

    private func measure(_ server: LocalServer, _ table: BenchTable) async throws {
        let key = try await BenchSetUp.prepare(server.settings)
        let port = try BenchSetUp.port(of: server.settings.server)
        let plan = quick ? BenchPlan.quick : BenchPlan()
        try await withLoad(port: port, key: key, plan: plan) { load, nodes in
            let run = BenchRun(
                plan: plan, server: BenchServer(processID: server.processID), port: port,
                authorization: "Token \(key)", load: load, nodes: nodes, report: table.add
            )
            try await run.all()
        }
    }

    /// Opens the connections that send load and those that act as workers.
    private func withLoad(
        port: Int, key: String, plan: BenchPlan, _ body: (BenchLoad, [BenchNode]) async throws -> Void
    ) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        func connect() async throws -> LoadConnection {
            try await LoadConnection.open(host: "127.0.0.1", port: port, authorization: "Token \(key)", on: group)
        }
        var connections: [LoadConnection] = []
        var nodes: [BenchNode] = []
        for number in 0..<plan.connections {
            connections.append(try await connect())
            nodes.append(try await BenchNode.register(on: connect(), name: "bench-\(number)"))
        }
        try await body(BenchLoad(connections: connections), nodes)
        for connection in connections + nodes.map(\.connection) { await connection.close() }
        try await group.shutdownGracefully()
    }
}

/// The machine's folder for temporary files.
enum SystemTemporaryFolder {
    static var path: String { ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp" }
}

/// Prints the results as they come, as a table that can be pasted into a document.
struct BenchTable: Sendable {
    func begin() {
        StandardStream.output.write("| measure | value | target | |\n|---|---|---|---|\n")
    }

    func add(_ result: BenchResult) {
        let verdict = result.isMet.map { $0 ? "met" : "missed" } ?? "–"
        StandardStream.output.write("| \(result.measure) | \(result.value) | \(result.target) | \(verdict) |\n")
    }
}
