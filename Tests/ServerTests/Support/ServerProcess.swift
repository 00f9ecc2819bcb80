import Foundation
import JSONSupport
import NIOCore
import Testing

/// `drover serve` as a process of its own, which can be killed.
final class ServerProcess: Sendable {
    let server: TestServer
    private let process: Int32
    private let exited: AsyncStream<Void>

    private init(server: TestServer, process: Int32, exited: AsyncStream<Void>) {
        self.server = server
        self.process = process
        self.exited = exited
    }

    /// The executable that the tests were built with.
    static var executable: URL {
        let bundle = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }
        let folder = (bundle ?? URL(filePath: CommandLine.arguments[0])).deletingLastPathComponent()
        return folder.appending(path: "drover")
    }

    /// Starts the server on a data folder and waits until it says that it serves.
    static func start(folder: String, port: Int = 0) async throws -> ServerProcess {
        let process = Process()
        process.executableURL = executable
        process.arguments = ["serve", "--data", folder + "/data", "--port", String(port), "--lease", "3s", "--log-level", "error"]
        process.environment = ["DROVER_ADMIN_PASSWORD": TestServer.password, "PATH": "/usr/bin:/bin"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        let (exited, exit) = AsyncStream<Void>.makeStream()
        process.terminationHandler = { _ in exit.finish() }
        try process.run()
        let (pieces, source) = AsyncStream<Data>.makeStream()
        output.fileHandleForReading.readabilityHandler = { handle in
            let data = handle.availableData
            if data.isEmpty { source.finish() } else { source.yield(data) }
        }
        var text = ""
        for await piece in pieces {
            text += String(decoding: piece, as: UTF8.self)
            guard text.hasSuffix("\n"), let colon = text.lastIndex(of: ":") else { continue }
            guard let port = Int(text[text.index(after: colon)...].dropLast()) else { continue }
            return ServerProcess(
                server: TestServer(port: port, folder: folder), process: process.processIdentifier, exited: exited
            )
        }
        throw TestFailure("the server did not start: \(text)")
    }

    /// Runs `body` against a server process and kills it afterwards.
    static func run(folder: String, _ body: (ServerProcess) async throws -> Void) async throws {
        let process = try await start(folder: folder)
        do {
            try await body(process)
        } catch {
            await process.kill()
            throw error
        }
        await process.kill()
    }

    /// The memory that the server holds.
    func residentKibibytes() throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
        return try #require(Int(line.filter(\.isNumber)))
    }

    /// Kills the server without a warning and waits until it is gone.
    func kill() async {
        Foundation.kill(process, SIGKILL)
        for await _ in exited {}
    }
}
