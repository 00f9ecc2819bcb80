import FoundationEssentials
import Subprocess
import SystemPackage
import Testing

/// The program as it was built beside the tests, run as a person runs it.
struct Program: Sendable {
    /// The folder of the build that this test bundle lies in.
    static let executable = (CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0])
        .split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/drover"

    /// The project's folder.
    static let project = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
        .joined(separator: "/")

    /// Added to an environment that knows of no server and no person.
    var environment: [String: String] = [:]

    struct Outcome: Sendable {
        let status: Int32
        let output: String
        let errors: String
    }

    func callAsFunction(_ arguments: String..., input: String = "") async throws -> Outcome {
        try await run(arguments, input: input)
    }

    func run(_ arguments: [String], input: String = "") async throws -> Outcome {
        let result = try await Subprocess.run(
            .path(FilePath(Self.executable)), arguments: Arguments(arguments), environment: variables,
            input: .string(input), output: .string(limit: 4 << 20), error: .string(limit: 4 << 20)
        )
        return Outcome(
            status: result.terminationStatus.exitStatus, output: result.standardOutput,
            errors: result.standardError
        )
    }

    var variables: Environment {
        let base = [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/nonexistent",
            "LD_LIBRARY_PATH": ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"] ?? "",
        ]
        let all = base.merging(environment) { $1 }
        return .custom(Dictionary(uniqueKeysWithValues: all.map { (Environment.Key(stringLiteral: $0.key), $0.value) }))
    }
}

extension TerminationStatus {
    /// As a shell shows it.
    var exitStatus: Int32 {
        switch self {
        case .exited(let code): code
        case .signaled(let signal): 128 + signal
        }
    }
}
