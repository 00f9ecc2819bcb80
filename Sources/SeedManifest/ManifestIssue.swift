/// Something about a manifest or a configuration that a person should know (scale.md §2.6).
package struct ManifestIssue: Sendable, Hashable {
    /// The stable word, such as `NAME_COLLISION_ERROR`.
    package let name: String
    package let description: String

    package init(_ name: String, _ description: String) {
        self.name = name
        self.description = description
    }
}

/// Why a manifest or a configuration is refused.
package struct ManifestError: Error, Sendable, Hashable, CustomStringConvertible {
    package let issue: ManifestIssue

    package init(_ name: String, _ description: String) {
        issue = ManifestIssue(name, description)
    }

    package var description: String {
        issue.description
    }

    static func schema(_ violation: SchemaViolation) -> ManifestError {
        ManifestError("JSON_VALIDATION_ERROR", "Error validating against schema: \(violation.text)")
    }
}
