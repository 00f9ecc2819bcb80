import JSONSupport
import SeedManifest

/// What is registered for a Seed image (seed 003, "v6 Add Seed Image").
package struct SeedImage: Sendable {
    package var dockerImage: String
    package var manifest: JSON
    package var iconCode: String?
    package var maxScheduled: Int64?
    package var configuration: JSON?

    package init(
        dockerImage: String, manifest: JSON, iconCode: String? = nil, maxScheduled: Int64? = nil,
        configuration: JSON? = nil
    ) {
        self.dockerImage = dockerImage
        self.manifest = manifest
        self.iconCode = iconCode
        self.maxScheduled = maxScheduled
        self.configuration = configuration
    }
}

/// What is edited of one version; nil leaves a part as it is (seed 003, "v6 Edit Job Type").
package struct DefinitionEdit: Sendable {
    package var iconCode: String?
    package var isActive: Bool?
    package var isPaused: Bool?
    /// The inner nil lifts the limit.
    package var maxScheduled: Int64??
    package var configuration: JSON?

    package init() {}
}

/// The verdict on a manifest and its configuration (scale.md §2.6).
package struct ManifestVerdict: Sendable, Hashable {
    package var errors: [ManifestIssue] = []
    package var warnings: [ManifestIssue] = []

    package init(errors: [ManifestIssue] = [], warnings: [ManifestIssue] = []) {
        self.errors = errors
        self.warnings = warnings
    }

    package var isValid: Bool {
        errors.isEmpty
    }
}
