import FoundationEssentials
import JSONSupport
import NIOCore
import SeedManifest

/// What a job left in its output folder, measured by its manifest (scale.md §7.5).
struct OutputCapture: Sendable {
    /// A file of an output, its path relative to the folder.
    struct File: Sendable, Hashable {
        let output: SeedManifest.OutputFile
        let path: String
    }

    /// Why the outputs do not do; `error` is the name of a built-in error.
    struct Failure: Error, Sendable, Hashable {
        let error: String
        let message: String
    }

    /// `seed.outputs.json` may not be larger.
    private static let valuesLimit = 8 << 20
    private static let valuesFile = "seed.outputs.json"

    let files: [File]
    let values: [String: JSON]
    /// What side-car files say, by the path of an output or the name of an input.
    let metadata: [String: JSON]

    /// Looks through the folder. This call blocks.
    init(manifest: SeedManifest, folder: String) throws {
        files = try manifest.outputFiles.flatMap { try Self.files(of: $0, in: folder) }
        guard files.count <= Glob.limit else {
            throw Failure(
                error: "invalid-results-manifest",
                message: "The job wrote \(files.count) output files; the limit is \(Glob.limit)."
            )
        }
        values = try Self.values(manifest, folder: folder)
        metadata = SideCar.read(for: files.map(\.path) + manifest.inputFiles.map(\.name), in: folder)
    }

    private static func files(of output: SeedManifest.OutputFile, in folder: String) throws -> [File] {
        let paths = Glob.files(matching: output.pattern, below: folder).filter { !isReserved($0) }
        if paths.isEmpty, output.isRequired {
            throw Failure(
                error: "missing-required-output",
                message: "No file matches '\(output.pattern)' of the required output '\(output.name)'."
            )
        }
        if paths.count > 1, !output.takesSeveral {
            throw Failure(
                error: "unexpected-multiple-outputs",
                message: "\(paths.count) files match '\(output.pattern)' of the output '\(output.name)', which takes one."
            )
        }
        return paths.map { File(output: output, path: $0) }
    }

    private static func isReserved(_ path: String) -> Bool {
        path.contains(".metadata.json") || path.contains(valuesFile) || path.contains("results_manifest.json")
    }

    private static func values(_ manifest: SeedManifest, folder: String) throws -> [String: JSON] {
        let path = folder + "/" + valuesFile
        guard RegularFile.isOne(path) else { return [:] }
        do {
            let text = try FileChunk.read(path, from: 0, limit: valuesLimit)
            return try manifest.outputValues(from: JSON.parse(Array(text.readableBytesView)))
        } catch let error as ManifestError {
            throw Failure(error: "invalid-results-manifest", message: error.description)
        } catch let error as JSONParseError {
            throw Failure(error: "invalid-results-manifest", message: "\(valuesFile): \(error)")
        }
    }
}
