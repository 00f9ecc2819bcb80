import ArgumentParser

/// How a command finds the container engine of this machine.
struct EngineOptions: ParsableArguments {
    @Option(help: ArgumentHelp(
        "The socket of Docker or Podman; auto looks at DOCKER_HOST and the usual places.", valueName: "socket|auto"
    ))
    var containerEngine: String?

    @Option(help: ArgumentHelp("Credentials of registries, as Docker's config.json has them.", valueName: "file"))
    var registryCredentials: String?

    func validate() throws {
        if let containerEngine, containerEngine != "auto", !containerEngine.hasPrefix("/") {
            throw ValidationError("--container-engine takes auto or the absolute path of a Unix socket.")
        }
    }

    /// The socket; nil to look for one.
    var socket: String? { containerEngine == "auto" ? nil : containerEngine }
}
