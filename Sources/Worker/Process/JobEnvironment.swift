import JSONSupport
import JobModel
import SeedManifest
import WorkerProtocol

/// Where a job finds what the contract promises, as it sees the paths itself.
struct JobPaths: Sendable, Hashable {
    let inputs: String
    let outputs: String

    var inputMetadata: String { inputs + "/" + RunFolder.inputMetadataName }
}

/// The variables that a job sees (scale.md §7.2). Nothing of the worker's own environment gets through.
struct JobEnvironment {
    let variables: [String: String]

    /// - Parameters:
    ///   - mounts: the mounts' paths as the job sees them, by name.
    ///   - own: what the way of running adds.
    init(
        _ work: ClaimedWork, manifest: SeedManifest, paths: JobPaths, mounts: [String: String], own: [String: String]
    ) {
        var variables = own
        variables["OUTPUT_DIR"] = paths.outputs
        variables["INPUT_METADATA"] = paths.inputMetadata
        variables["SCALE_JOB_ID"] = String(work.job)
        variables["SCALE_EXE_NUM"] = String(work.number)
        for input in manifest.inputFiles {
            guard let files = work.files[input.name], let first = InputNames.names(of: files).first else { continue }
            let path = paths.inputs + "/" + input.name
            variables[SeedManifest.variableName(input.name)] = input.takesSeveral ? path : "\(path)/\(first)"
        }
        for input in manifest.inputJSON {
            variables[SeedManifest.variableName(input.name)] = work.values[input.name].map(Self.text)
        }
        for setting in manifest.settings {
            let value = work.configuration["settings"]?[setting.name]?.stringValue
            variables[SeedManifest.variableName(setting.name)] = value
        }
        for (name, path) in mounts { variables["MOUNT_" + SeedManifest.variableName(name)] = path }
        let amounts = manifest.allocatedVariables(of: work.resources.amounts, inputBytes: work.inputBytes)
        for (name, amount) in amounts { variables[name] = Self.oneDecimal(amount) }
        self.variables = variables
    }

    /// Plain text for strings and numbers, JSON for the rest.
    private static func text(_ value: JSON) -> String {
        value.stringValue ?? value.compactText
    }

    private static func oneDecimal(_ amount: Double) -> String {
        let tenths = Int64((amount * 10).rounded())
        return "\(tenths / 10).\(abs(tenths % 10))"
    }
}

/// The names of the files of one input: the same name twice gets the file's id before it (scale.md §7.1).
enum InputNames {
    /// The longest name that file systems take, in bytes.
    private static let limit = 255

    static func names(of files: [ClaimedWork.InputFile]) -> [String] {
        var seen: Set<String> = []
        return files.map { seen.insert($0.name).inserted ? $0.name : prefixed($0) }
    }

    /// A second file of a name has its id before it; what gets too long loses its beginning, so that the ending stays.
    private static func prefixed(_ file: ClaimedWork.InputFile) -> String {
        let prefix = "\(file.id)."
        var name = Substring(file.name)
        while prefix.utf8.count + name.utf8.count > limit { name = name.dropFirst() }
        return prefix + name
    }
}
