extension JobConfiguration {
    /// Checks the configuration against a manifest and the workspaces there are.
    /// - Returns: the warnings, in the order of scale.md §2.6, sorted by name inside each group.
    /// - Throws: `ManifestError` with the first rule that is broken.
    package func validate(
        against manifest: SeedManifest, workspace: (String) -> WorkspaceStatus
    ) throws(ManifestError) -> [ManifestIssue] {
        for (name, mount) in mounts.sorted(by: { $0.key < $1.key }) {
            if case .host(let path) = mount, !path.hasPrefix("/") {
                throw ManifestError("HOST_ABSOLUTE_PATH", "Host mount \(name) must use an absolute host path")
            }
        }
        return mountWarnings(manifest) + (try workspaceWarnings(manifest, workspace)) + settingWarnings(manifest)
    }

    private func mountWarnings(_ manifest: SeedManifest) -> [ManifestIssue] {
        let wanted = Set(manifest.mounts.map(\.name))
        return mounts.keys.filter { !wanted.contains($0) }.sorted().map {
            ManifestIssue("UNKNOWN_MOUNT", "Unknown mount '\($0)' ignored")
        } + wanted.filter { mounts[$0] == nil }.sorted().map {
            ManifestIssue("MISSING_MOUNT", "Missing configuration for mount '\($0)'")
        }
    }

    private func workspaceWarnings(
        _ manifest: SeedManifest, _ workspace: (String) -> WorkspaceStatus
    ) throws(ManifestError) -> [ManifestIssue] {
        var warnings: [ManifestIssue] = []
        let named = Set(outputWorkspaces.values).union(defaultWorkspace.isEmpty ? [] : [defaultWorkspace])
        for name in named.sorted() {
            switch workspace(name) {
            case .active: break
            case .deprecated: warnings.append(ManifestIssue("DEPRECATED_WORKSPACE", "Workspace '\(name)' is deprecated"))
            case .missing: throw ManifestError("INVALID_WORKSPACE", "No workspace named '\(name)'")
            }
        }
        guard defaultWorkspace.isEmpty else { return warnings }
        return warnings + manifest.outputFiles.map(\.name).filter { outputWorkspaces[$0] == nil }.sorted().map {
            ManifestIssue("MISSING_WORKSPACE", "Missing workspace for output '\($0)'")
        }
    }

    private func settingWarnings(_ manifest: SeedManifest) -> [ManifestIssue] {
        let wanted = Set(manifest.settings.map(\.name))
        return settings.keys.filter { !wanted.contains($0) }.sorted().map {
            ManifestIssue("UNKNOWN_SETTING", "Unknown setting '\($0)' ignored")
        } + wanted.filter { settings[$0] == nil }.sorted().map {
            ManifestIssue("MISSING_SETTING", "Missing configuration for setting '\($0)'")
        }
    }
}
