/// What a legacy job type says of itself besides its interface, as far as a manifest can hold it.
package struct LegacyDescription: Sendable, Hashable {
    package var name: String
    package var version: String
    package var title: String
    package var description: String
    package var authorName: String?
    package var authorURL: String?
    /// Seconds.
    package var timeout: Int64
    package var cpus: Double
    /// MiB.
    package var memory: Double
    /// MiB.
    package var disk: Double
    /// MiB for each MiB of input.
    package var diskMultiplier: Double

    package init(
        name: String, version: String, title: String, description: String, authorName: String?, authorURL: String?,
        timeout: Int64, cpus: Double, memory: Double, disk: Double, diskMultiplier: Double
    ) {
        self.name = name
        self.version = version
        self.title = title
        self.description = description
        self.authorName = authorName
        self.authorURL = authorURL
        self.timeout = timeout
        self.cpus = cpus
        self.memory = memory
        self.disk = disk
        self.diskMultiplier = diskMultiplier
    }
}
