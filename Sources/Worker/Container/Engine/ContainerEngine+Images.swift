import AsyncHTTPClient
import JSONSupport
import NIOCore
import NIOHTTP1

/// What is known of an image on this machine.
package struct ImageDetails: Sendable, Hashable {
    package let id: String
    package let labels: [String: String]
    /// Whom the image wants to run as; empty for root.
    package let user: String

    init(_ json: JSON) {
        id = json["Id"]?.stringValue ?? ""
        let config = json["Config"]
        user = config?["User"]?.stringValue ?? ""
        labels = (config?["Labels"]?.objectValue ?? JSONObject()).reduce(into: [:]) { $0[$1.key] = $1.value.stringValue }
    }
}

extension ContainerEngine {
    /// How long an image may take to come (scale.md §6.5).
    static let pullLimit = TimeAmount.minutes(30)

    /// - Returns: nil where the engine does not have the image.
    package func image(_ reference: ImageReference) async throws -> ImageDetails? {
        do {
            return ImageDetails(try await json(.GET, "/images/\(reference.path)/json"))
        } catch let error as EngineError where error.isNotFound {
            return nil
        }
    }

    /// Fetches an image from its registry.
    /// - Parameter authorization: the `X-Registry-Auth` of the registry; nil for none.
    /// - Throws: `EngineError`; a failure may also stand at the end of an answer that began with 200.
    package func pull(_ reference: ImageReference, authorization: String?) async throws {
        let path = "/images/create?fromImage=\(PathSegment.encode(reference.repository))"
            + "&tag=\(PathSegment.encode(reference.tag))"
        do {
            let response = try await send(
                .POST, path, headers: authorization.map { [("X-Registry-Auth", $0)] } ?? [], patience: Self.pullLimit
            )
            try await readProgress(response)
        } catch let error as HTTPClientError where error == .deadlineExceeded {
            throw EngineError.timedOut("the image \(reference.text) was not there after 30 minutes")
        }
    }

    /// Makes an image of a root file system.
    /// - Parameters:
    ///   - archive: a tar archive.
    ///   - changes: lines as of a Dockerfile, such as `LABEL name=value`.
    package func importImage(_ reference: ImageReference, archive: ByteBuffer, changes: [String] = []) async throws {
        // With the tag in the name: Podman does not look at a tag of its own.
        let query = ["fromSrc=-", "repo=\(PathSegment.encode(reference.text))"]
            + changes.map { "changes=\(PathSegment.encode($0))" }
        let response = try await send(
            .POST, "/images/create?" + query.joined(separator: "&"), body: .bytes(archive), type: "application/x-tar",
            patience: .minutes(5)
        )
        try await readProgress(response)
    }

    /// Takes a name off an image, and the image away when it was the last.
    package func removeImage(_ reference: ImageReference) async throws {
        try await json(.DELETE, "/images/\(reference.path)")
    }

    private func readProgress(_ response: HTTPClientResponse) async throws {
        var progress = PullProgress()
        for try await piece in response.body { try progress.feed(piece.readableBytesView) }
        try progress.finish()
    }
}
