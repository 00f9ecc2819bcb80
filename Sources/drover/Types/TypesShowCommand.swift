import ArgumentParser
import SeedManifest

struct TypesShowCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what a job type takes, gives and needs.",
        discussion: """
            Without a version the newest active one is shown.

            EXAMPLES
              drover types show log-report
              drover types show log-report 1.0.0 --output json
            """
    )

    @Argument(help: "The name of the job type.")
    var name: String

    @Argument(help: "Its version.")
    var version: String?

    @OptionGroup(title: "Server") var options: ClientOptions

    func run(_ context: ClientContext) async throws {
        let type = try await context.client.jobType(name, version: version)
        context.show(type.json) { JobTypeDescription(type: type, console: $0).show() }
    }
}

/// A job type for people.
struct JobTypeDescription {
    let type: JobTypeView
    let console: Console

    func show() {
        let state = console.styled(type.stateText, type.stateStyle)
        console.line("\(console.styled("\(type.name) \(type.version)", .strong)), revision \(type.revision), \(state)")
        line(type.title)
        if let description = type.manifest?.jobDescription, description != type.title { line(description) }
        field("image", type.image)
        field("at the same time", type.maximumScheduled.map { "at most \($0)" } ?? "no limit")
        guard let manifest = type.manifest else { return }
        field("time limit", HumanText.duration(.seconds(manifest.timeout)))
        section("inputs", inputs(manifest))
        section("outputs", outputs(manifest))
        section("settings", manifest.settings.map { $0.name + ($0.isSecret ? " (secret)" : "") })
        section("mounts", manifest.mounts.map { "\($0.name) at \($0.path), \($0.isWritable ? "writable" : "read-only")" })
        section("resources", manifest.resources.map(Self.text))
        section("errors", manifest.errors.map { error in
            "exit code \(error.code): \(error.name) (\(error.isDataError ? "DATA" : "ALGORITHM")), \(error.title)"
        })
    }

    private func inputs(_ manifest: SeedManifest) -> [String] {
        manifest.inputFiles.map { input in
            let types = input.mediaTypes.isEmpty ? "" : ": " + input.mediaTypes.joined(separator: ", ")
            return "--input \(input.name)=FILE"
                + (input.takesSeveral ? ", repeatable" : "") + (input.isRequired ? "" : ", optional") + types
        } + manifest.inputJSON.map { "--json \($0.name)=\($0.type.rawValue)" + ($0.isRequired ? "" : ", optional") }
    }

    private func outputs(_ manifest: SeedManifest) -> [String] {
        manifest.outputFiles.map { output in
            "\(output.name): \(output.pattern), \(output.mediaType)"
                + (output.takesSeveral ? ", several" : "") + (output.isRequired ? "" : ", optional")
        } + manifest.outputJSON.map { "\($0.name): \($0.type.rawValue)" + ($0.isRequired ? "" : ", optional") }
    }

    private static func text(_ resource: SeedManifest.Resource) -> String {
        let multiplier = resource.inputMultiplier == 0
            ? "" : " + \(HumanText.number(resource.inputMultiplier)) × the size of the input"
        return "\(resource.name) \(HumanText.number(resource.value))\(multiplier)"
    }

    private func line(_ text: String) {
        if !text.isEmpty { console.line(SafeText.oneLine(text)) }
    }

    private func field(_ name: String, _ value: String) {
        console.line("\(name): \(SafeText.oneLine(value))")
    }

    private func section(_ title: String, _ lines: [String]) {
        guard !lines.isEmpty else { return }
        console.line("\(title):")
        for line in lines { console.line("  " + SafeText.oneLine(line)) }
    }
}
