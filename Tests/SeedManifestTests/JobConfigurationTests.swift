import JSONSupport
import SeedManifest
import Testing

@Suite struct JobConfigurationTests {
    private let manifest: SeedManifest

    init() throws {
        manifest = try SeedManifest.parse(Manifests.interface([
            "outputs": ["files": [["name": "Z", "pattern": "*"], ["name": "A", "pattern": "*"]]],
            "mounts": [["name": "M2", "path": "/m2"], ["name": "M1", "path": "/m1"]],
            "settings": [["name": "S2", "secret": true], ["name": "S1"]],
        ]))
    }

    private func issue(_ configuration: JSON) -> ManifestIssue? {
        let manifest = manifest
        let error = #expect(throws: ManifestError.self) {
            try JobConfiguration.parse(configuration).validate(against: manifest) { $0 == "there" ? .active : .missing }
        }
        return error?.issue
    }

    @Test func defaults() throws {
        let configuration = try JobConfiguration.parse([:])
        #expect(configuration == JobConfiguration())
        #expect(configuration.json == [
            "mounts": [:], "priority": 100, "output_workspaces": ["default": "", "outputs": [:]], "settings": [:],
        ])
    }

    @Test func storedFormHasNoVersionAndReadsBack() throws {
        let configuration = try JobConfiguration.parse([
            "version": "7", "priority": 5, "settings": ["S1": ""],
            "mounts": [
                "a": ["type": "host", "host_path": "/a"], "b": ["type": "volume", "driver": ""],
                "c": ["type": "volume", "driver": "d", "driver_opts": ["k": "v"]],
            ],
            "output_workspaces": ["default": "w", "outputs": ["Z": "x"]],
        ])
        #expect(configuration.json == [
            "mounts": [
                "a": ["type": "host", "host_path": "/a"], "b": ["type": "volume", "driver_opts": [:]],
                "c": ["type": "volume", "driver": "d", "driver_opts": ["k": "v"]],
            ],
            "priority": 5, "output_workspaces": ["default": "w", "outputs": ["Z": "x"]], "settings": ["S1": ""],
        ])
        #expect(try JobConfiguration.parse(configuration.json) == configuration)
        #expect(JobConfiguration.storedPriority(configuration.json.compactText) == 5)
        #expect(JobConfiguration.storedPriority("{}") == 100)
    }

    @Test(arguments: [
        [], ["extra": 1], ["version": "5"], ["version": 6], ["priority": "1"], ["priority": 1.5], ["mounts": []],
        ["mounts": ["m": [:]]], ["mounts": ["m": 1]], ["mounts": ["m": ["type": "tmp"]]], ["mounts": ["m": ["type": "host"]]],
        ["mounts": ["m": ["type": "host", "host_path": "/m", "driver": "d"]]],
        ["mounts": ["m": ["type": "volume", "driver_opts": ["k": 1]]]],
        ["output_workspaces": []], ["output_workspaces": ["default": nil]], ["output_workspaces": ["outputs": ["Z": 1]]],
        ["output_workspaces": ["other": "x"]], ["settings": ["S1": 1]], ["settings": ["S1": nil]],
    ] as [JSON])
    func schema(configuration: JSON) {
        let issue = issue(configuration)
        #expect(issue?.name == "INVALID_CONFIGURATION")
        #expect(issue?.description.hasPrefix("Invalid configuration: ") == true)
    }

    @Test(arguments: [0, -1, Int64.min])
    func priority(priority: Int64) {
        #expect(issue(["priority": .int(priority)])
            == ManifestIssue("INVALID_PRIORITY", "Priority must be a positive integer"))
    }

    @Test func hostPathsAreAbsolute() {
        #expect(issue(["mounts": ["M1": ["type": "host", "host_path": "m"]]])
            == ManifestIssue("HOST_ABSOLUTE_PATH", "Host mount M1 must use an absolute host path"))
    }

    @Test(arguments: [
        ["output_workspaces": ["default": "x"]],
        ["output_workspaces": ["default": "there", "outputs": ["Z": "x"]]],
    ] as [JSON])
    func workspacesExist(configuration: JSON) {
        #expect(issue(configuration) == ManifestIssue("INVALID_WORKSPACE", "No workspace named 'x'"))
    }

    @Test func warningsHaveAnOrder() throws {
        let configuration = try JobConfiguration.parse([
            "mounts": ["y": ["type": "volume"], "x": ["type": "volume"]],
            "output_workspaces": ["outputs": ["other": "old"]],
            "settings": ["v": "1", "u": "1"],
        ])
        let warnings = try configuration.validate(against: manifest) { $0 == "old" ? .deprecated : .missing }
        #expect(warnings == [
            ManifestIssue("UNKNOWN_MOUNT", "Unknown mount 'x' ignored"),
            ManifestIssue("UNKNOWN_MOUNT", "Unknown mount 'y' ignored"),
            ManifestIssue("MISSING_MOUNT", "Missing configuration for mount 'M1'"),
            ManifestIssue("MISSING_MOUNT", "Missing configuration for mount 'M2'"),
            ManifestIssue("DEPRECATED_WORKSPACE", "Workspace 'old' is deprecated"),
            ManifestIssue("MISSING_WORKSPACE", "Missing workspace for output 'A'"),
            ManifestIssue("MISSING_WORKSPACE", "Missing workspace for output 'Z'"),
            ManifestIssue("UNKNOWN_SETTING", "Unknown setting 'u' ignored"),
            ManifestIssue("UNKNOWN_SETTING", "Unknown setting 'v' ignored"),
            ManifestIssue("MISSING_SETTING", "Missing configuration for setting 'S1'"),
            ManifestIssue("MISSING_SETTING", "Missing configuration for setting 'S2'"),
        ])
    }

    @Test func aCompleteConfigurationHasNoWarnings() throws {
        let configuration = try JobConfiguration.parse([
            "mounts": ["M1": ["type": "volume"], "M2": ["type": "host", "host_path": "/m"]],
            "output_workspaces": ["default": "w"], "settings": ["S1": "", "S2": "secret"],
        ])
        #expect(try configuration.validate(against: manifest) { _ in .active } == [])
    }

    @Test func secretsAreTakenOut() throws {
        let configuration = try JobConfiguration.parse(["settings": ["S1": "open", "S2": "hidden", "other": "kept"]])
        let (open, secrets) = configuration.separatingSecrets(of: manifest)
        #expect(open.settings == ["S1": "open", "other": "kept"])
        #expect(secrets == ["S2": "hidden"])
        #expect(!open.json.compactText.contains("hidden"))
    }
}
