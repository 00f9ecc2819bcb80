import JSONSupport
import NIOCore

/// What a legacy job says of its results in `results_manifest.json`, version 1.0 or 1.1 (scale.md §5.8).
struct ResultsManifest: Sendable {
    static let fileName = "results_manifest.json"
    /// The file may not be larger.
    private static let limit = 8 << 20

    struct File: Sendable, Hashable {
        let path: String
        /// GeoJSON.
        let metadata: JSON?
    }

    /// Files by output.
    private(set) var outputs: [String: [File]] = [:]
    /// What the job found out about its input files, by their names: GeoJSON.
    private(set) var inputs: [String: JSON] = [:]

    /// Reads the manifest in a folder of outputs; without the file nothing is said. This call blocks.
    /// - Throws: `OutputCapture.Failure` for a file of another form.
    init(_ place: OutputPlace) throws {
        let path = place.folder + "/" + Self.fileName
        guard RegularFile.isOne(path) else { return }
        let json: JSON
        do {
            json = try JSON.parse(Array(try FileChunk.read(path, from: 0, limit: Self.limit).readableBytesView))
        } catch let error as JSONParseError {
            throw Self.failure("\(error)")
        }
        guard json.objectValue != nil else { throw Self.failure("expected an object, got \(json.typeDescription)") }
        switch json["version"] {
        case nil, "1.1": try readOutputs(json["output_data"], at: "output_data", Self.files)
        case "1.0": try readOutputs(json["files"], at: "files", Self.oldFiles)
        case let version?: throw Self.failure("version \(version.compactText) is none of 1.0 and 1.1")
        }
        try readInputs(json["parse_results"], place)
    }

    static func failure(_ text: String) -> OutputCapture.Failure {
        OutputCapture.Failure(error: "invalid-results-manifest", message: "\(fileName): \(text)")
    }

    /// Adds what a job has told otherwise of an output; the manifest counts for more.
    mutating func add(_ paths: [String], to output: String) {
        if outputs[output] == nil { outputs[output] = paths.map { File(path: $0, metadata: nil) } }
    }

    private mutating func readOutputs(_ json: JSON?, at field: String, _ read: (JSON) -> [File]?) throws {
        for entry in try Self.entries(json, field) {
            guard let name = entry["name"]?.stringValue else { throw Self.failure("\(field): every entry needs a name") }
            guard outputs[name] == nil else { throw Self.failure("the output '\(name)' appears more than once") }
            guard let files = read(entry) else { throw Self.failure("the output '\(name)' says not where its files are") }
            outputs[name] = files
        }
    }

    /// `{"file":{"path"}}` or `{"files":[{"path"}]}`
    private static func files(of entry: JSON) -> [File]? {
        guard (entry["file"] == nil) != (entry["files"] == nil) else { return nil }
        guard let entries = entry["file"].map({ [$0] }) ?? entry["files"]?.arrayValue else { return nil }
        let files = entries.compactMap { file in
            file["path"]?.stringValue.map { File(path: $0, metadata: LegacyGeometry.feature(file["geo_metadata"])) }
        }
        return files.count == entries.count ? files : nil
    }

    /// `{"path"}` or `{"paths":[]}`
    private static func oldFiles(of entry: JSON) -> [File]? {
        guard (entry["path"] == nil) != (entry["paths"] == nil) else { return nil }
        guard let entries = entry["path"].map({ [$0] }) ?? entry["paths"]?.arrayValue else { return nil }
        let files = entries.compactMap { path in path.stringValue.map { File(path: $0, metadata: nil) } }
        return files.count == entries.count ? files : nil
    }

    private mutating func readInputs(_ json: JSON?, _ place: OutputPlace) throws {
        for entry in try Self.entries(json, "parse_results") {
            guard let name = entry["filename"]?.stringValue else {
                throw Self.failure("parse_results: every entry needs a filename")
            }
            inputs[name] = LegacyGeometry.feature(entry["geo_metadata"]) ?? LegacyGeometry.feature(old: entry, place)
        }
    }

    private static func entries(_ json: JSON?, _ field: String) throws -> [JSON] {
        guard let json else { return [] }
        guard let entries = json.arrayValue else { throw failure("\(field) is no list") }
        return entries
    }
}
