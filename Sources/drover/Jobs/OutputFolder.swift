import FoundationEssentials
import JSONSupport

/// The folder into which the outputs of a job are saved.
struct OutputFolder: Sendable {
    /// Where the JSON outputs go, all in one object.
    static let valuesFile = "outputs.json"

    let path: String

    /// Makes the folder where it is missing, before the job is sent, so that a mistake shows early.
    init(path: String) throws {
        self.path = path
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw CommandFailure(.usage, "cannot make the folder \(path)", advice: "Give --out another place.")
        }
    }

    /// - Returns: where each file went, by its id.
    func save(_ job: JobView, with client: APIClient) async throws -> [Int64: String] {
        var taken: Set<String> = [Self.valuesFile]
        var paths: [Int64: String] = [:]
        for (_, file) in job.outputFiles {
            let name = Self.localName(for: file, taken: taken)
            taken.insert(name)
            let target = "\(path)/\(name)"
            try await client.download(file: file.id, to: target)
            paths[file.id] = target
        }
        if !job.outputValues.isEmpty { try saveValues(job) }
        return paths
    }

    private func saveValues(_ job: JobView) throws {
        let object = JSON.object(JSONObject(job.outputValues.map { ($0.output, $0.value) }))
        let target = "\(path)/\(Self.valuesFile)"
        do {
            try Data((object.compactText + "\n").utf8).write(to: URL(filePath: target), options: .atomic)
        } catch {
            throw CommandFailure(.failed, "cannot write \(target)")
        }
    }

    /// The name comes from the job, so it may be anything: nothing of it leaves the folder or hides in it.
    static func localName(for file: StoredFileView, taken: Set<String>) -> String {
        let last = file.name.split(separator: "/").last.map { SafeText.oneLine(String($0)) } ?? ""
        var name = last.isEmpty || last.hasPrefix(".") ? "\(file.id)\(last)" : last
        while taken.contains(name) { name = "\(file.id).\(name)" }
        return name
    }
}
