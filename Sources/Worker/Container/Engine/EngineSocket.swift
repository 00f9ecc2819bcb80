import FoundationEssentials

/// Where the container engine of a machine is found.
package enum EngineSocket {
    /// The path in `DOCKER_HOST`.
    /// - Throws: `EngineError.unreachable` for an address that is no Unix socket: tokens and files would go over a network.
    package static func path(ofHost host: String) throws(EngineError) -> String {
        guard host.hasPrefix("unix://"), host.dropFirst(7).hasPrefix("/") else {
            throw .unreachable(socket: host, reason: "DOCKER_HOST has to be unix:// and the path of a socket")
        }
        return String(host.dropFirst(7))
    }

    /// The engine to use: the one that is named, else the first of the usual ones that answers.
    /// - Throws: `EngineError.unreachable` with every place that was looked at.
    package static func find(_ named: String?) async throws -> String {
        if let named { return named }
        let environment = ProcessInfo.processInfo.environment
        var places = ["/var/run/docker.sock", "/run/podman/podman.sock"]
        if let runtime = environment["XDG_RUNTIME_DIR"] { places.insert("\(runtime)/podman/podman.sock", at: 1) }
        if let host = environment["DOCKER_HOST"], !host.isEmpty { places = [try path(ofHost: host)] }
        for place in places where await answers(place) { return place }
        throw EngineError.unreachable(
            socket: places.joined(separator: ", "), reason: "start Docker or `podman system service`, or name its socket"
        )
    }

    private static func answers(_ place: String) async -> Bool {
        guard FileManager.default.fileExists(atPath: place) else { return false }
        return (try? await ContainerEngine.with(socket: place) { _ in true }) ?? false
    }
}
