import FoundationEssentials
import Glibc
import Subprocess
import SystemPackage

/// A `drover serve` of our own on a free port of this machine, for the demonstration and for measurements: a process of
/// its own, so that it is exactly what an operator runs, but it ends with this one, even where that is killed.
struct LocalServer: Sendable {
    let settings: ClientSettings
    let processID: Int32

    /// Starts a server, runs `body` once it serves, and stops it, whatever comes of `body`.
    /// - Parameters:
    ///   - arguments: what to add to `serve --data … --port 0`.
    ///   - logPath: where the server's log goes.
    ///   - executable: the program to start; this one as it is running, also when it was found through the PATH or
    ///     replaced since.
    /// - Throws: `CommandFailure` when it does not come up, or what `body` throws.
    static func run<Value: Sendable>(
        dataDirectory: String, arguments: [String] = [], logPath: String, executable: String = "/proc/self/exe",
        _ body: (LocalServer) async throws -> Value
    ) async throws -> Value {
        let password = randomPassword()
        let log = try openLog(logPath)
        var platform = PlatformOptions()
        platform.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(10))]
        let result = try await Subprocess.run(
            .path(FilePath(executable)),
            arguments: Arguments(
                ["serve", "--data", dataDirectory, "--host", "127.0.0.1", "--port", "0", "--until-input-ends"] + arguments
            ),
            environment: .inherit.updating(["DROVER_ADMIN_PASSWORD": password]),
            platformOptions: platform,
            input: .inputWriter,
            output: .sequence,
            error: .fileDescriptor(log, closeAfterSpawningProcess: true)
        ) { execution in
            let address = try await address(in: execution.standardOutput.strings(), logPath)
            let settings = try ClientSettings(
                server: address, credentials: .password(user: "admin", password: password)
            )
            let server = LocalServer(settings: settings, processID: execution.processIdentifier.value)
            let value = try await body(server)
            await execution.teardown(using: platform.teardownSequence)
            return value
        }
        return result.closureResult
    }

    private static func address(
        in lines: some AsyncSequence<String, any Error>, _ logPath: String
    ) async throws -> String {
        for try await line in lines {
            if let address = ServingLine.address(in: line) { return address }
        }
        let log = FileManager.default.contents(atPath: logPath).map { String(decoding: $0.suffix(2_000), as: UTF8.self) }
        throw CommandFailure(.failed, "the server did not start", advice: "Its log ends with:\n\(log ?? "")")
    }

    private static func openLog(_ path: String) throws -> FileDescriptor {
        do {
            return try FileDescriptor.open(
                path, .writeOnly, options: [.create, .append, .closeOnExec], permissions: .ownerReadWrite
            )
        } catch {
            throw CommandFailure(.failed, "cannot write the log \(path): \(error)")
        }
    }

    private static func randomPassword() -> String {
        String(UInt64.random(in: .min ... .max), radix: 36) + String(UInt64.random(in: .min ... .max), radix: 36)
    }
}
