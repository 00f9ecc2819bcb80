import JSONSupport
import JobModel
import SeedManifest
import Storage

/// What the clients of 2015 know of a job type besides its definition (scale.md §5.2).
package struct LegacyProfile: Sendable, Hashable {
    package var category: String?
    package var authorName: String?
    package var authorURL: String?
    package var isOperational = true
    package var usesDocker = true
    package var isPrivileged = false
    /// MiB of output for each MiB of input.
    package var diskMultiplier = 0.0
    /// `{"version","exit_codes":{code:error name}}`
    package var errorMapping: JSON = [:]

    package init() {}

    static let columns = """
        l.definition_id, l.category, l.author_name, l.author_url, l.is_operational, l.uses_docker, l.docker_privileged, \
        l.disk_out_mult, l.error_mapping
        """

    /// - Returns: nil where the row has no profile.
    init?(_ row: any SQLRow, from first: Int) throws {
        guard !row.isNull(first) else { return nil }
        category = row.optionalText(first + 1)
        authorName = row.optionalText(first + 2)
        authorURL = row.optionalText(first + 3)
        isOperational = row.bool(first + 4)
        usesDocker = row.bool(first + 5)
        isPrivileged = row.bool(first + 6)
        diskMultiplier = row.real(first + 7)
        errorMapping = try JSON.parse(row.text(first + 8))
    }

    /// What a Seed manifest says of it.
    init(_ manifest: SeedManifest) {
        (authorName, authorURL) = manifest.maintainer
        diskMultiplier = manifest.resources.first { $0.name.lowercased() == "disk" }?.inputMultiplier ?? 0
        errorMapping = manifest.legacyErrorMapping
    }
}

/// A Seed or legacy job type as the clients of 2015 see it.
package struct LegacyType: Sendable {
    package let definition: DefinitionRow
    package let revision: Revision
    package let profile: LegacyProfile

    package var priority: Int64 {
        JobConfiguration.storedPriority(definition.configuration)
    }

    /// Cores.
    package var cpus: Double { amount("cpus") }
    /// MiB.
    package var memory: Double { amount("mem") }
    /// MiB, whatever the size of the input.
    package var disk: Double { amount("disk") }

    /// Seconds.
    package var timeout: Int64 { revision.manifest.timeout }

    /// The amount as it was given, else what such a job gets.
    private func amount(_ name: String) -> Double {
        revision.manifest.resources.last { $0.name.lowercased() == name }?.value
            ?? revision.manifest.resources(inputBytes: 0)[name] ?? 0
    }
}

extension Revision {
    /// The interface in the form of 2015, as JSON: a legacy job type's own, or what the Seed manifest says of it.
    package var legacyInterfaceText: String {
        interfaceText ?? manifest.legacyInterface.compactText
    }
}
