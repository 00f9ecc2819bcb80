import JSONSupport
import SeedManifest
import WorkerProtocol

extension OutputCapture {
    /// What a legacy job left: the files that its results manifest and its `ARTIFACT:` lines name (scale.md §5.8). This call
    /// blocks.
    /// - Throws: `Failure` for results that do not fit the interface, or lie outside the folder of the outputs.
    init(legacy work: ClaimedWork, manifest: SeedManifest, folder: RunFolder) throws {
        var results = try ResultsManifest(folder: folder.outputs)
        for (output, paths) in try ArtifactLines(readingFile: folder.standardOutput).paths { results.add(paths, to: output) }
        var files: [File] = []
        var metadata: [String: JSON] = [:]
        for output in manifest.outputFiles {
            // Outputs that the interface does not know are left out, as in Scale.
            for result in try Self.results(of: output, in: results) {
                let path = try Self.path(result.path, of: output, folder: folder)
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

    private static func path(
        _ path: String, of output: SeedManifest.OutputFile, folder: RunFolder
    ) throws -> String {
        let whole = path.hasPrefix("/") ? path : "\(folder.outputs)/\(path)"
        guard let own = OwnFile.path(whole, below: folder.outputs) else {
            throw ResultsManifest.failure("output \(output.name) has invalid/missing file path \"\(path)\"")
        }
        return own
    }
}
