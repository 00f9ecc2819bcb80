import ArgumentParser
import FoundationEssentials
import JSONSupport
import Worker

struct TypesAddCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Register a job type, or a new revision of one.",
        discussion: """
            The manifest is checked before it is sent. A worker finds what to run under the image's name in its folder of
            images (drover worker --images); without --image it is NAME-JOBVERSION-seed:PACKAGEVERSION, as Seed has it.
            Without a manifest, it is read from the image, where Seed's tools put it into a label; the engine of this machine
            is asked, and pulls the image when it has none.

            EXAMPLES
              drover types add Examples/job-types/log-report --image log-report
              drover types add seed.manifest.json --max-scheduled 4
              drover types add --image registry.example.com/tool-1.0.0-seed:1.0.0
              drover types add seed.manifest.json --configuration settings.json --image registry/tool-1.0.0-seed:1.0.0
            """
    )

    @Argument(help: "A Seed manifest, or the folder that holds a seed.manifest.json; without it the image's own.")
    var manifest: String?

    @Option(help: "The name of the image that runs it.")
    var image: String?

    @OptionGroup(title: "Engine, for a manifest in an image") var engine: EngineOptions

    @Option(help: ArgumentHelp("A JSON file with mounts, settings, output workspaces, priority.", valueName: "file"))
    var configuration: String?

    @Option(help: ArgumentHelp("How many jobs of the type may run at the same time.", valueName: "n"))
    var maxScheduled: Int64?

    @Option(help: ArgumentHelp("The code of the icon that user interfaces show.", valueName: "code"))
    var icon: String?

    @OptionGroup(title: "Server") var options: ClientOptions

    func validate() throws {
        guard manifest != nil || image != nil else { throw ValidationError("Name a manifest, or an image with --image.") }
    }

    func run(_ context: ClientContext) async throws {
        let file = try await manifestFile()
        try check(file, context.console)
        let type = try await context.client.addJobType(try body(for: file))
        context.show(type.json) { console in
            console.line("job type \(type.name) \(type.version), revision \(type.revision), is registered")
            if type.isPaused { console.line("it is paused; drover types resume \(type.name) \(type.version)") }
        }
    }

    private func manifestFile() async throws -> ManifestFile {
        if let manifest { return try ManifestFile(path: manifest) }
        let image = image ?? ""
        return ManifestFile(image: image, json: try await ImageManifest.read(image, engine))
    }

    private func check(_ file: ManifestFile, _ console: Console) throws {
        let report = ManifestReport(file)
        guard !report.isValid else { return }
        report.show(on: console)
        throw CommandFailure(.failed, "the job type was not registered, because its manifest is invalid")
    }

    private func body(for file: ManifestFile) throws -> JSON {
        guard let image = image ?? file.conventionalImage else {
            throw CommandFailure(.usage, "the manifest does not say what its image is called", advice: "Set --image.")
        }
        var body: JSONObject = ["manifest": file.json, "docker_image": .string(image)]
        if let configuration { body["configuration"] = try JSONFile.read(configuration) }
        if let maxScheduled { body["max_scheduled"] = .int(maxScheduled) }
        if let icon { body["icon_code"] = .string(icon) }
        return .object(body)
    }
}

extension APIClient {
    /// - Parameter body: as seed 003 describes it.
    func addJobType(_ body: JSON) async throws -> JobTypeView {
        try await JobTypeView(post(Self.jobTypesPath, body))
    }
}

/// A small JSON file named on the command line.
enum JSONFile {
    static func read(_ path: String) throws -> JSON {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(.usage, "cannot read \(path)")
        }
        do {
            return try JSON.parse(Array(data))
        } catch {
            throw CommandFailure(.usage, "\(path) is not JSON: \(error)")
        }
    }
}
