import HTTPSupport
import JSONSupport
import JobModel

/// A job as the server's answers describe it (docs/api.md).
struct JobView: Sendable {
    let json: JSON
    let id: Int64
    let phase: JobPhase

    init(_ json: JSON) throws {
        guard let id = json["id"]?.intValue, let phase = json["phase"]?.stringValue.flatMap(JobPhase.init(name:)) else {
            throw CommandFailure(.failed, "the server described a job in a way that this version does not understand")
        }
        self.json = json
        self.id = id
        self.phase = phase
    }

    /// `log-report 1.0.0`.
    var type: String {
        let type = json["job_type"]
        return "\(type?["name"]?.stringValue ?? "?") \(type?["version"]?.stringValue ?? "?")"
    }

    var progress: Double { json["progress"]?.doubleValue ?? 0 }
    var node: String? { json["node"]?["hostname"]?.stringValue }
    var execution: Int64? { json["execution"]?.intValue }
    var exitCode: Int64? { json["exit_code"]?.intValue }
    var attempt: Int64 { json["attempt"]?.intValue ?? 1 }
    var maximumAttempts: Int64 { json["max_attempts"]?.intValue ?? 1 }
    var lastModified: String { json["last_modified"]?.stringValue ?? "" }
    var created: String { json["created"]?.stringValue ?? "" }

    /// How long it ran, or has been running; nil before it started.
    var runningTime: Duration? {
        guard let started = json["started"]?.stringValue.flatMap(Timestamp.init(iso8601:)) else { return nil }
        let ended = json["ended"]?.stringValue.flatMap(Timestamp.init(iso8601:))
        guard ended != nil || phase == .running else { return nil }
        return (ended ?? .now).duration(since: started)
    }

    /// What went wrong; nil while nothing has.
    var error: JobErrorView? {
        json["error"].flatMap(JobErrorView.init)
    }

    /// Why it still waits, in sentences, the strongest reason first.
    var waitingReasons: [String] {
        json["waiting"]?.arrayValue?.compactMap { $0["text"]?.stringValue } ?? []
    }

    /// Output files by the name of the output, in the manifest's order.
    var outputFiles: [(output: String, file: StoredFileView)] {
        let outputs = json["output"]?["files"]?.objectValue ?? JSONObject()
        return outputs.flatMap { output in
            (output.value.arrayValue ?? []).compactMap(StoredFileView.init).map { (output.key, $0) }
        }
    }

    var outputValues: [(output: String, value: JSON)] {
        (json["output"]?["json"]?.objectValue ?? JSONObject()).map { ($0.key, $0.value) }
    }
}

struct JobErrorView: Sendable, Hashable {
    let name: String
    let title: String
    let category: String
    let message: String

    init?(_ json: JSON) {
        guard let name = json["name"]?.stringValue else { return nil }
        self.name = name
        title = json["title"]?.stringValue ?? name
        category = json["category"]?.stringValue ?? ""
        message = json["message"]?.stringValue ?? ""
    }

    /// `malformed-row (DATA): Malformed row. The job ended with exit code 20.`
    var sentence: String {
        let explanations = [title, message].filter { !$0.isEmpty && $0 != name }
        return "\(name) (\(category))" + (explanations.isEmpty ? "" : ": " + explanations.joined(separator: ". "))
    }
}

extension JobPhase {
    var style: Style? {
        switch self {
        case .completed: .good
        case .failed: .bad
        case .running: .active
        case .blocked, .pending: .attention
        case .canceled: .faint
        case .queued: nil
        }
    }
}
