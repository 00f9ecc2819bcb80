import AsyncHTTPClient
import JSONSupport
import NIOCore
import NIOHTTP1

/// What is known of a container.
struct ContainerDetails: Sendable {
    /// The process on this machine; nil while there is none.
    let process: Int32?
    let isOutOfMemory: Bool

    init(_ json: JSON) {
        let state = json["State"]
        process = state?["Pid"]?.intValue.flatMap { $0 > 0 ? Int32(exactly: $0) : nil }
        isOutOfMemory = state?["OOMKilled"]?.boolValue ?? false
    }
}

extension ContainerEngine {
    /// Makes a container.
    /// - Returns: its id.
    func createContainer(_ body: JSON) async throws -> String {
        let answer = try await json(.POST, "/containers/create", body)
        guard let id = answer["Id"]?.stringValue else { throw EngineError.failed("the engine gave the container no id") }
        return id
    }

    func startContainer(_ id: String) async throws {
        try await json(.POST, "/containers/\(id)/start")
    }

    /// Takes what a container writes from its first byte on; to be called before it is started.
    func attach(_ id: String) async throws -> HTTPClientResponse.Body {
        try await send(
            .POST, "/containers/\(id)/attach?stream=1&stdout=1&stderr=1", patience: Self.life
        ).body
    }

    /// Waits until a container ends.
    /// - Returns: its exit code.
    func waitForContainer(_ id: String) async throws -> Int64 {
        let answer = try await json(.POST, "/containers/\(id)/wait?condition=not-running", patience: Self.life)
        guard let code = answer["StatusCode"]?.intValue else {
            throw EngineError.failed(answer["Error"]?["Message"]?.stringValue ?? "the engine told no exit code")
        }
        return code
    }

    func killContainer(_ id: String, signal: String) async throws {
        try await json(.POST, "/containers/\(id)/kill?signal=\(signal)")
    }

    func container(_ id: String) async throws -> ContainerDetails {
        ContainerDetails(try await json(.GET, "/containers/\(id)/json"))
    }

    /// Ends a container with force and removes it; it is no failure when there is none.
    func removeContainer(_ id: String) async throws {
        do {
            try await json(.DELETE, "/containers/\(id)?force=1&v=1")
        } catch let error as EngineError where error.isNotFound {
            return
        }
    }

    /// The ids and labels of all containers with a label, running or not.
    func containers(label: String) async throws -> [(id: String, labels: JSON)] {
        let answer = try await json(.GET, "/containers/json?all=1&filters=\(Self.filter(label))")
        return (answer.arrayValue ?? []).compactMap { entry in
            entry["Id"]?.stringValue.map { ($0, entry["Labels"] ?? .null) }
        }
    }

    func createVolume(_ body: JSON) async throws {
        try await json(.POST, "/volumes/create", body)
    }

    /// Removes a volume; it is no failure when there is none.
    func removeVolume(_ name: String) async throws {
        do {
            try await json(.DELETE, "/volumes/\(PathSegment.encode(name))")
        } catch let error as EngineError where error.isNotFound {
            return
        }
    }

    /// The names and labels of all volumes with a label.
    func volumes(label: String) async throws -> [(name: String, labels: JSON)] {
        let answer = try await json(.GET, "/volumes?filters=\(Self.filter(label))")
        return (answer["Volumes"]?.arrayValue ?? []).compactMap { entry in
            entry["Name"]?.stringValue.map { ($0, entry["Labels"] ?? .null) }
        }
    }

    /// As long as a container may run: the job's own limit is kept elsewhere.
    private static let life = TimeAmount.hours(24 * 365)

    private static func filter(_ label: String) -> String {
        PathSegment.encode(JSON.object(["label": [.string(label)]]).compactText)
    }
}
