import JSONSupport
import SeedManifest

/// One version of a job type as `/v6/job-types/` describes it.
struct JobTypeView: Sendable {
    let json: JSON
    let name: String
    let version: String

    init(_ json: JSON) throws {
        guard let name = json["name"]?.stringValue, let version = json["version"]?.stringValue else {
            throw CommandFailure(.failed, "the server described a job type in a way that this version does not understand")
        }
        self.json = json
        self.name = name
        self.version = version
    }

    var title: String { json["title"]?.stringValue ?? "" }
    var image: String { json["docker_image"]?.stringValue ?? "" }
    var isActive: Bool { json["is_active"]?.boolValue ?? true }
    var isPaused: Bool { json["is_paused"]?.boolValue ?? false }
    var maximumScheduled: Int64? { json["max_scheduled"]?.intValue }
    var revision: Int64 { json["revision_num"]?.intValue ?? 1 }

    /// Only in the details of one version.
    var manifest: SeedManifest? {
        json["manifest"].flatMap { try? SeedManifest.stored($0) }
    }

    var stateText: String {
        switch (isActive, isPaused) {
        case (false, _): "inactive"
        case (true, true): "paused"
        case (true, false): "active"
        }
    }

    var stateStyle: Style? {
        isPaused ? .attention : isActive ? nil : .faint
    }
}
