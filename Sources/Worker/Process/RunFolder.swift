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
    var inputMetadata: String { inputs + "/scale-input-metadata.json" }

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

    func remove() {
        setWritable(true)
        try? FileManager.default.removeItem(atPath: path)
    }

    private func setWritable(_ isWritable: Bool) {
        // The folders first where they have to be opened up, last where they are closed; there are two levels at the most.
        let inputFolders = ((try? FileManager.default.contentsOfDirectory(atPath: inputs)) ?? []).map { inputs + "/" + $0 }
        for folder in inputFolders + [inputs] {
            chmod(folder, 0o700)
            for file in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
                chmod(folder + "/" + file, isWritable ? 0o700 : 0o500)
            }
            chmod(folder, isWritable ? 0o700 : 0o500)
        }
    }
}
