import Foundation
import Testing

/// A program that a test starts and ends.
final class TestProcess: Sendable {
    private let process: Int32
    private let exited: AsyncStream<Void>
    private let output: AsyncStream<String>

    /// Starts a program that is found on the path; both of its streams are read.
    init(_ name: String, _ arguments: [String], _ environment: [String: String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: try Self.find(name, environment["PATH"] ?? ""))
        process.arguments = arguments
        process.environment = environment
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        let (exited, exit) = AsyncStream<Void>.makeStream()
        process.terminationHandler = { _ in exit.finish() }
        let (output, source) = AsyncStream<String>.makeStream()
        pipe.fileHandleForReading.readabilityHandler = { handle in
            let data = handle.availableData
            guard !data.isEmpty else {
                handle.readabilityHandler = nil
                return source.finish()
            }
            source.yield(String(decoding: data, as: UTF8.self))
        }
        try process.run()
        (self.process, self.exited, self.output) = (process.processIdentifier, exited, output)
    }

    /// - Throws: `TestFailure` with all that was written when the line does not come in time.
    func waitForLine(containing text: String, within limit: Duration) async throws {
        let deadline = Task {
            try await Task.sleep(for: limit)
            kill(process, SIGKILL)
        }
        defer { deadline.cancel() }
        var seen = ""
        for await piece in output {
            seen += piece
            if seen.contains(text) { return }
        }
        throw TestFailure("'\(text)' was waited for in vain:\n\(seen)")
    }

    /// Sends a signal and waits until the program is gone.
    func end(_ signal: Int32) async {
        kill(process, signal)
        for await _ in exited {}
    }

    /// Runs a program to its end.
    /// - Returns: what it wrote.
    static func output(_ name: String, _ arguments: [String], _ environment: [String: String]) async throws -> String {
        let process = try TestProcess(name, arguments, environment)
        var text = ""
        for await piece in process.output { text += piece }
        for await _ in process.exited {}
        return text
    }

    private static func find(_ name: String, _ path: String) throws -> String {
        if name.hasPrefix("/") { return name }
        let found = path.split(separator: ":").map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
        guard let found else {
            throw TestFailure("""
                \(name) is not installed, so nothing about containers can be tested. `make test` installs it on Debian; \
                where no container can run at all, set DROVER_SKIP_CONTAINERS=1.
                """)
        }
        return found
    }
}
