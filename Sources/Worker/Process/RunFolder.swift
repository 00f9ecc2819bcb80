import FoundationEssentials
import Glibc

/// The fresh folder of one execution.
struct RunFolder: Sendable {
    let path: String

    var inputs: String { path + "/inputs" }
    var outputs: String { path + "/outputs" }
    var scratch: String { path + "/work" }
    var standardOutput: String { path + "/stdout" }
    var standardError: String { path + "/stderr" }
    var inputMetadata: String { inputs + "/" + Self.inputMetadataName }
    /// Scale's name for it (scale.md §7.2).
    static let inputMetadataName = "scale-input-metadata.json"

    /// Makes the folder, which only the worker's user can enter; what an earlier run left under the name goes first.
    init(below work: String, execution: Int64) throws {
        path = work + "/execution-\(execution)"
        remove()
        for folder in [inputs, outputs, scratch] {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700]
            )
        }
    }

    /// The folder of one input.
    func input(_ name: String) -> String {
        inputs + "/" + name
    }

    /// Takes the right to write from the inputs, so that a job does not spoil them by mistake.
    func protectInputs() {
        setWritable(false)
    }

    /// Lets the user of a container read the inputs and write the outputs. Other users of the machine do not come so far,
    /// because the folder itself stays closed; a container has the folders in it mounted.
    func openToContainer() {
        chmod(path, 0o700)
        chmod(outputs, 0o777)
        forEachInput { chmod($0, 0o555) }
    }

    func remove() {
        setWritable(true)
        try? FileManager.default.removeItem(atPath: path)
    }

    private func setWritable(_ isWritable: Bool) {
        forEachInput { chmod($0, isWritable ? 0o700 : 0o500) }
    }

    /// Calls `change` for the inputs' files and folders, each folder after what is in it.
    private func forEachInput(_ change: (String) -> Void) {
        chmod(inputs, 0o700)
        // There are two levels at the most.
        let inputFolders = ((try? FileManager.default.contentsOfDirectory(atPath: inputs)) ?? []).map { inputs + "/" + $0 }
        for folder in inputFolders + [inputs] {
            chmod(folder, 0o700)
            for file in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] { change(folder + "/" + file) }
            change(folder)
        }
    }
}
