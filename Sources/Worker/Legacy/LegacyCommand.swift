import JSONSupport
import SeedManifest
import WorkerProtocol

/// How an execution of a legacy job type is called: by its interface (scale.md §5.8).
struct LegacyCommand: Sendable {
    private let work: ClaimedWork
    private let interface: LegacyInterface

    /// - Returns: nil for the execution of a Seed job.
    init?(_ work: ClaimedWork) throws {
        guard let interface = work.interface else { return nil }
        self.work = work
        self.interface = try LegacyInterface.parse(interface)
    }

    /// The image; where there is none, the name and version of the job type stand for it.
    var image: String {
        work.image.isEmpty ? "\(work.typeName):\(work.typeVersion)" : work.image
    }

    /// The mounts without which the job cannot run.
    var neededMounts: [String] {
        interface.mounts.filter(\.isRequired).map(\.name)
    }

    /// A setting that the job needs and nobody has configured.
    var missingSetting: String? {
        interface.settings.first { $0.isRequired && settings[$0.name] == nil }?.name
    }

    /// The command with its arguments, ready to be run.
    /// - Parameters: the folders as the job sees them.
    func words(inputs: String, outputs: String) -> [String] {
        var values = settings
        values[LegacyInterface.outputFolder] = outputs
        for input in interface.inputs { values[input.name] = value(of: input, below: inputs) }
        return LegacyArguments(plain: interface.command).words() + interface.arguments.words(with: values)
    }

    /// The variables of the interface on top of others.
    func environment(_ variables: [String: String]) -> [String: String] {
        interface.variables.reduce(into: variables) { $0[$1.name] = $1.value.text(with: settings) }
    }

    /// What an input's name stands for; nil for an input that was not given.
    private func value(of input: LegacyInterface.Input, below inputs: String) -> String? {
        if input.type == .property { return work.values[input.name]?.stringValue }
        guard let files = work.files[input.name], let first = InputNames.names(of: files).first else { return nil }
        let folder = "\(inputs)/\(input.name)"
        return input.type == .files ? folder : "\(folder)/\(first)"
    }

    private var settings: [String: String] {
        let configured = work.configuration["settings"]
        return interface.settings.reduce(into: [:]) { $0[$1.name] = configured?[$1.name]?.stringValue }
    }
}
