import ArgumentParser
import JSONSupport

struct TypesPauseCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Keep queued jobs of a type from being started.",
        discussion: """
            Running jobs go on, new ones may be submitted and wait. Without a version all active versions are paused.

            EXAMPLES
              drover types pause log-report
              drover types pause log-report 1.0.0
            """
    )

    @Argument(help: "The name of the job type.")
    var name: String

    @Argument(help: "Its version.")
    var version: String?

    @OptionGroup(title: "Server") var options: ClientOptions

    func run(_ context: ClientContext) async throws {
        try await context.setPaused(true, name, version)
    }
}

struct TypesResumeCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Let jobs of a paused type start again.",
        discussion: """
            EXAMPLES
              drover types resume log-report
              drover types resume log-report 1.0.0
            """
    )

    @Argument(help: "The name of the job type.")
    var name: String

    @Argument(help: "Its version; all active versions without it.")
    var version: String?

    @OptionGroup(title: "Server") var options: ClientOptions

    func run(_ context: ClientContext) async throws {
        try await context.setPaused(false, name, version)
    }
}

extension ClientContext {
    fileprivate func setPaused(_ isPaused: Bool, _ name: String, _ version: String?) async throws {
        let versions = if let version {
            [version]
        } else {
            try await client.jobTypeVersions(name).filter { $0.isActive }.map(\.version)
        }
        for version in versions {
            try await client.patch(
                APIClient.jobTypePath(name, version), ["is_paused": .bool(isPaused)], of: "job type \(name) \(version)"
            )
        }
        let result: JSON = [
            "name": .string(name), "versions": .array(versions.map { .string($0) }), "is_paused": .bool(isPaused),
        ]
        show(result) { console in
            let what = SafeText.oneLine("\(name) \(versions.joined(separator: ", "))")
            console.line("\(what) \(isPaused ? "is paused" : "may run again")")
        }
    }
}
