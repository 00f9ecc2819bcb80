import FoundationEssentials
import Glibc
import Subprocess
import SystemPackage

/// The job's own process, in a session of its own, so that everything it starts can be ended with it.
struct JobProcess: PreparedJob {
    let executable: String
    let arguments: [String]
    let environment: [String: String]
    let folder: RunFolder
    let control: ExecutionControl

    var outputFolder: String { folder.outputs }

    /// Runs the process to its end. Its streams go to files of the run folder, from where they are sent on: a grandchild
    /// that keeps a stream open cannot hold up the end, and what the server misses can be sent again.
    func run(limit: Duration?, grace: Duration) async throws -> JobEnd {
        let output = try Self.open(folder.standardOutput)
        let errors = try Self.open(folder.standardError)
        var options = PlatformOptions()
        options.createSession = true
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await Self.watch(control, limit: limit, grace: grace) }
            defer { group.cancelAll() }
            let result = try await Subprocess.run(
                .path(FilePath(executable)),
                arguments: Arguments(arguments),
                environment: .custom(Dictionary(uniqueKeysWithValues: environment.map { (.init(stringLiteral: $0.key), $0.value) })),
                workingDirectory: FilePath(folder.scratch),
                platformOptions: options,
                input: .none,
                output: .fileDescriptor(output, closeAfterSpawningProcess: true),
                error: .fileDescriptor(errors, closeAfterSpawningProcess: true)
            ) { execution in
                control.setProcessGroup(execution.processIdentifier.value)
            }
            // What the job left running in the background goes with it.
            kill(-result.processIdentifier.value, SIGKILL)
            control.setProcessGroup(nil)
            return switch result.terminationStatus {
            case .exited(let code): .exited(Int64(code))
            case .signaled(let signal): .exited(128 + Int64(signal))
            }
        }
    }

    /// The folder is all there is, and it goes by itself.
    func discard() async {}

    /// Ends the process when it is time: by its limit or from outside, with force when it does not listen.
    private static func watch(_ control: ExecutionControl, limit: Duration?, grace: Duration) async throws {
        try await control.waitUntilDue(limit: limit)
        try await Task.sleep(for: grace)
        control.killProcessGroup()
    }

    private static func open(_ path: String) throws -> FileDescriptor {
        try FileDescriptor.open(path, .writeOnly, options: [.create, .append], permissions: [.ownerReadWrite])
    }
}
