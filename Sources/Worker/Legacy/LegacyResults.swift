import JSONSupport
import SeedManifest
import WorkerProtocol

extension OutputCapture {
    /// What a legacy job left: the files that its results manifest and its `ARTIFACT:` lines name (scale.md §5.8). This call
    /// blocks.
    /// - Parameter outputs: the folder of the outputs as the job sees it, with which its paths begin.
    /// - Throws: `Failure` for results that do not fit the interface, or lie outside the folder of the outputs.
    init(legacy work: ClaimedWork, manifest: SeedManifest, folder: RunFolder, seenAs outputs: String) throws {
        let place = OutputPlace(folder: folder.outputs, seenAs: outputs)
        var results = try ResultsManifest(place)
        for (output, paths) in try ArtifactLines(readingFile: folder.standardOutput).paths { results.add(paths, to: output) }
        var files: [File] = []
        var metadata: [String: JSON] = [:]
        for output in manifest.outputFiles {
            // Outputs that the interface does not know are left out, as in Scale.
            for result in try Self.results(of: output, in: results) {
                guard let path = place.ownPath(result.path) else {
                    throw ResultsManifest.failure("output \(output.name) has invalid/missing file path \"\(result.path)\"")
                }
                files.append(File(output: output, path: path))
                metadata[path] = result.metadata
            }
        }
        guard files.count <= Glob.limit else {
            throw ResultsManifest.failure("there are \(files.count) output files; the limit is \(Glob.limit)")
        }
        // What was found out about an input is passed on under its name.
        for input in manifest.inputFiles {
            guard let file = work.files[input.name]?.first, let found = results.inputs[file.name] else { continue }
            metadata[input.name] = found
        }
        self.files = files
        self.metadata = metadata
        values = [:]
    }

    private static func results(
        of output: SeedManifest.OutputFile, in results: ResultsManifest
    ) throws -> [ResultsManifest.File] {
        let found = results.outputs[output.name] ?? []
        if found.isEmpty, output.isRequired {
            throw Failure(
                error: "missing-required-output",
                message: "\(output.name) is a required output, but the algorithm did not provide it"
            )
        }
        if found.count > 1, !output.takesSeveral {
            throw Failure(
                error: "unexpected-multiple-outputs",
                message: "\(found.count) files are given for the output '\(output.name)', which takes one."
            )
        }
        return found
    }
}

/// Where a job leaves its outputs, and how it names them.
struct OutputPlace: Sendable {
    let folder: String
    /// The folder as the job sees it.
    let seenAs: String

    /// - Parameter path: as the job tells it, absolute or relative to the folder.
    /// - Returns: the path relative to the folder; nil for anything that is no file below it.
    func ownPath(_ path: String) -> String? {
        let path = path.hasPrefix(seenAs + "/") ? String(path.dropFirst(seenAs.count + 1)) : path
        return OwnFile.path(path.hasPrefix("/") ? path : "\(folder)/\(path)", below: folder)
    }
}
