import Glibc
import JSONSupport
import NIOHTTP1

/// Whom containers run as: not root wherever that works, and such that the worker can remove the outputs afterwards.
struct ContainerUser: Sendable {
    /// Nobody, who owns nothing on the machine.
    private static let nobody = "65534:65534"

    struct Choice: Sendable, Hashable {
        /// `uid:gid`; nil for the image's own.
        let user: String?
        /// Podman's way to give the worker's user the same number inside.
        let keepsID: Bool
    }

    /// What the operator has set.
    let wanted: String?
    /// Whether the engine itself runs without root's rights.
    let isRootless: Bool
    let isPodman: Bool

    func value(for image: ImageDetails) -> Choice {
        if let wanted { return Choice(user: wanted, keepsID: false) }
        let own = "\(getuid()):\(getgid())"
        if isRootless {
            // Root inside is the engine's user outside; only Podman can make it another.
            return isPodman ? Choice(user: own, keepsID: true) : Choice(user: nil, keepsID: false)
        }
        // A worker that is not root could not remove what another user has written.
        guard getuid() == 0 else { return Choice(user: own, keepsID: false) }
        let isRoot = ["", "0", "root"].contains(image.user.split(separator: ":").first.map(String.init) ?? "")
        return Choice(user: isRoot ? Self.nobody : nil, keepsID: false)
    }
}

extension ContainerUser {
    /// Asks the engine.
    init(wanted: String?, engine: ContainerEngine) async throws {
        let info = try await engine.json(.GET, "/info")
        let options = info["SecurityOptions"]?.arrayValue?.compactMap(\.stringValue) ?? []
        self.init(
            wanted: wanted, isRootless: info["Rootless"]?.boolValue ?? options.contains { $0.hasPrefix("name=rootless") },
            isPodman: engine.name.contains("Podman")
        )
    }
}
