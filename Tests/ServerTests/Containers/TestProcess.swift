import Foundation
import Subprocess
import SystemPackage
import Testing

/// A program that a test starts and ends.
struct TestProcess: Sendable {
    private let process: Int32
    private let lines: AsyncStream<String>
    private let running: Task<Void, Never>

    /// Starts a program that is found on the path; both of its streams are read.
    /// - Parameter folder: where it runs; nil where the tests do.
    static func start(
        _ name: String, _ arguments: [String], _ environment: [String: String], in folder: String? = nil
    ) async throws -> TestProcess {
        let path = try find(name, environment["PATH"] ?? "")
        let (started, start) = AsyncStream<Int32>.makeStream()
        let (lines, source) = AsyncStream<String>.makeStream()
        let running = Task {
            defer {
                start.finish()
                source.finish()
            }
            do {
                _ = try await Subprocess.run(
                    .path(FilePath(path)), arguments: Arguments(arguments), environment: variables(environment),
                    workingDirectory: folder.map { FilePath($0) }, input: .none, output: .sequence, error: .combinedWithOutput
                ) { execution in
                    start.yield(execution.processIdentifier.value)
                    for try await line in execution.standardOutput.strings() { source.yield(line) }
                }
            } catch {
                source.yield("\(error)")
            }
        }
        for await process in started { return TestProcess(process: process, lines: lines, running: running) }
        throw TestFailure("\(path) could not be started")
    }

    /// - Throws: `TestFailure` with all that was written when the line does not come in time.
    func waitForLine(containing text: String, within limit: Duration) async throws {
        let deadline = Task {
            try await Task.sleep(for: limit)
            kill(process, SIGKILL)
        }
        defer { deadline.cancel() }
        var seen = ""
        for await line in lines {
            seen += line
            if line.contains(text) { return }
        }
        throw TestFailure("'\(text)' was waited for in vain:\n\(seen)")
    }

    /// Sends a signal and waits until the program is gone.
    func end(_ signal: Int32) async {
        kill(process, signal)
        await running.value
    }

    /// Runs a program to its end.
    /// - Returns: what it wrote.
    static func output(_ name: String, _ arguments: [String], _ environment: [String: String]) async throws -> String {
        let path = try find(name, environment["PATH"] ?? "")
        return try await Subprocess.run(
            .path(FilePath(path)), arguments: Arguments(arguments), environment: variables(environment),
            input: .none, output: .string(limit: 4 << 20), error: .combinedWithOutput
        ).standardOutput
    }

    private static func variables(_ environment: [String: String]) -> Environment {
        .custom(Dictionary(uniqueKeysWithValues: environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) }))
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
