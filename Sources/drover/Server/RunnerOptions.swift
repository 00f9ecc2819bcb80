import ArgumentParser
import FoundationEssentials
import Worker

/// How a worker runs jobs: what `drover worker` and `drover serve --worker` have in common.
struct RunnerOptions: ParsableArguments {
    enum Runner: String, ExpressibleByArgument, CaseIterable, Sendable {
        case process, container
    }

    @Option(help: "Run jobs as processes of this user, or as containers.")
    var runner: Runner = .process

    @Option(help: ArgumentHelp(
        "The socket of Docker or Podman; auto looks at DOCKER_HOST and the usual places.", valueName: "socket|auto"
    ))
    var containerEngine: String?

    @Option(help: ArgumentHelp("The engine's network for containers; none without it.", valueName: "name"))
    var containerNetwork: String?

    @Option(help: ArgumentHelp("A folder below which host mounts may lie; repeatable.", valueName: "dir"))
    var containerMounts: [String] = []

    @Option(help: ArgumentHelp(
        "Capabilities that containers keep, such as CHOWN,SETUID; none without it.", valueName: "list"
    ))
    var containerCapabilities: String?

    @Option(help: ArgumentHelp(
        "Whom containers run as; without it the image's user, or nobody in the place of root.", valueName: "uid[:gid]"
    ))
    var containerUser: String?

    @Option(help: ArgumentHelp("Credentials of registries, as Docker's config.json has them.", valueName: "file"))
    var registryCredentials: String?

    func validate() throws {
        guard runner == .container || !hasContainerOptions else {
            throw ValidationError("The options of containers need --runner container.")
        }
        if let containerEngine, containerEngine != "auto", !containerEngine.hasPrefix("/") {
            throw ValidationError("--container-engine takes auto or the absolute path of a Unix socket.")
        }
        if let containerNetwork, containerNetwork.isEmpty || containerNetwork.contains(where: \.isWhitespace) {
            throw ValidationError("--container-network takes the name of a network.")
        }
        for folder in containerMounts where !folder.hasPrefix("/") || !FileManager.default.isDirectory(folder) {
            throw ValidationError("--container-mounts takes absolute paths of folders; \(folder) is none.")
        }
        for capability in capabilities where !Self.isCapability(capability) {
            throw ValidationError("--container-capabilities takes names such as CHOWN,SETUID; '\(capability)' is none.")
        }
        if let containerUser, !Self.isUser(containerUser) {
            throw ValidationError("--container-user takes numbers, such as 1000 or 1000:1000.")
        }
        if let registryCredentials, !FileManager.default.isReadableFile(atPath: registryCredentials) {
            throw ValidationError("--registry-credentials: \(registryCredentials) cannot be read.")
        }
    }

    /// What the worker is told.
    var choice: RunnerChoice {
        guard runner == .container else { return .process }
        var settings = ContainerSettings()
        settings.socket = containerEngine == "auto" ? nil : containerEngine
        settings.network = containerNetwork ?? settings.network
        settings.mountRoots = containerMounts
        settings.capabilities = capabilities
        settings.user = containerUser
        settings.credentials = registryCredentials
        return .container(settings)
    }

    private var hasContainerOptions: Bool {
        !containerMounts.isEmpty
            || [containerEngine, containerNetwork, containerCapabilities, containerUser, registryCredentials]
                .contains { $0 != nil }
    }

    private var capabilities: [String] {
        (containerCapabilities ?? "").split(separator: ",").map { $0.uppercased() }
    }

    /// `ALL` is left out on purpose: who needs it does not need containers.
    private static func isCapability(_ name: String) -> Bool {
        name != "ALL" && name.utf8.allSatisfy { (0x41...0x5A).contains($0) || $0 == 0x5F }
    }

    private static func isUser(_ text: String) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return (1...2).contains(parts.count) && parts.allSatisfy { UInt32($0) != nil }
    }
}
