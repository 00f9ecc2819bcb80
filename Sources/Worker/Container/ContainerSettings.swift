/// What an operator may set of the containers of a worker. Without a word from the operator they are closed.
package struct ContainerSettings: Sendable, Hashable {
    /// The engine's socket; nil looks at the usual places.
    package var socket: String?
    /// The engine's network for the containers.
    package var network = "none"
    /// Folders below which the folders of host mounts have to lie.
    package var mountRoots: [String] = []
    /// Capabilities that containers keep, such as `CHOWN`.
    package var capabilities: [String] = []
    /// Whom containers run as, such as `1000:1000`; nil for a user that is not root wherever that works.
    package var user: String?
    /// A file as Docker's `config.json`, with credentials of registries.
    package var credentials: String?
    /// How many processes and threads one container may have.
    package var processLimit: Int64 = 4_096

    package init() {}
}

/// How a worker runs jobs.
package enum RunnerChoice: Sendable, Hashable {
    /// As processes, from one folder for each image.
    case process
    case container(ContainerSettings)
}
