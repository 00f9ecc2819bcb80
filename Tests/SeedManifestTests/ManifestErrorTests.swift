import JSONSupport
import SeedManifest
import Testing

/// The errors of scale.md §2.6 that a manifest raises.
@Suite struct ManifestErrorTests {
    static let collision = "Collisions are not allowed between reserved keywords, resources, settingsand input names."

    private func issue(_ manifest: JSON) -> ManifestIssue? {
        #expect(throws: ManifestError.self) { try SeedManifest.parse(manifest) }?.issue
    }

    @Test func theSmallestManifestIsValid() throws {
        let manifest = try SeedManifest.parse(Manifests.smallest)
        #expect(manifest.warnings.isEmpty)
        #expect(manifest.name == "my-job")
        #expect(manifest.timeout == 3600)
    }

    @Test(arguments: [
        ([:], "'job' is a required property"),
        ([], "expected an object, got an array"),
        (["seedVersion": "1.0.0", "job": [:]], "job: 'name' is a required property"),
        (["seedVersion": "1.0.0", "job": nil], "job: expected an object, got null"),
        (Manifests.job(["extra": 1]), "job: Additional properties are not allowed ('extra' was unexpected)"),
        (Manifests.job(["name": "my_job"]), "job/name: 'my_job' does not match ^[a-zA-Z0-9-]+$"),
        (Manifests.job(["name": "my-job\n"]), "job/name: 'my-job\n' does not match ^[a-zA-Z0-9-]+$"),
        (Manifests.job(["timeout": 3600.0]), "job/timeout: expected an integer, got a number"),
        (Manifests.job(["tags": ["a", 1]]), "job/tags/1: expected a string, got an integer"),
        (Manifests.job(["maintainer": ["name": "Jo"]]), "job/maintainer: 'email' is a required property"),
        (Manifests.job(["resources": [:]]), "job/resources: 'scalar' is a required property"),
        (Manifests.resources([["name": "mem", "value": "1"]]), "job/resources/scalar/0/value: expected a number, got a string"),
        (Manifests.interface(["inputs": ["json": [["name": "A", "type": "float"]]]]),
            "job/interface/inputs/json/0/type: 'float' is not one of array, boolean, integer, number, object, string"),
        (Manifests.interface(["outputs": ["files": [["name": "A"]]]]),
            "job/interface/outputs/files/0: 'pattern' is a required property"),
        (Manifests.interface(["mounts": [["name": "M", "path": "/m", "mode": "wr"]]]),
            "job/interface/mounts/0/mode: 'wr' is not one of ro, rw"),
        (Manifests.interface(["settings": [["name": "S", "secret": "yes"]]]),
            "job/interface/settings/0/secret: expected a boolean, got a string"),
        (Manifests.job(["errors": [["code": 1, "name": ""]]]), "job/errors/0/name: '' does not match ^[a-zA-Z0-9_-]+$"),
        (Manifests.job(["errors": [["name": "e"]]]), "job/errors/0: 'code' is a required property"),
        (Manifests.job(["errors": [["code": 1, "name": "e", "category": "algorithm"]]]),
            "job/errors/0/category: 'algorithm' is not one of job, data"),
        (Manifests.resources([["name": "gpus", "value": 0.5]]), "gpu resource not set to whole number"),
    ] as [(JSON, String)])
    func schema(manifest: JSON, message: String) {
        let issue = issue(manifest)
        #expect(issue?.name == "JSON_VALIDATION_ERROR")
        #expect(issue?.description == "Error validating against schema: " + message)
    }

    @Test(arguments: ["1.0", "1x0x0", "1.0.0\n", "2.0.0", ""])
    func otherSeedVersions(version: String) {
        let job = Manifests.smallest["job"] ?? [:]
        #expect(issue(["seedVersion": .string(version), "job": job])?.name == "JSON_VALIDATION_ERROR")
    }

    @Test(arguments: ["name", "jobVersion", "packageVersion", "title", "description", "maintainer", "timeout"])
    func requiredMembers(key: String) {
        #expect(issue(Manifests.job([key: nil]))?.description.hasSuffix("job: '\(key)' is a required property") == true)
    }

    @Test func namesAndVersionsHaveALimit() throws {
        let fitting = String(repeating: "n", count: 50)
        #expect(throws: Never.self) { try SeedManifest.parse(Manifests.job(["name": .string(fitting)])) }
        #expect(issue(Manifests.job(["name": .string(fitting + "n")]))?.name == "JSON_VALIDATION_ERROR")
        let version = "1.0.0-" + String(repeating: "a", count: 45)
        #expect(issue(Manifests.job(["jobVersion": .string(version)]))?.name == "JSON_VALIDATION_ERROR")
    }

    @Test(arguments: [
        Manifests.interface(["settings": [["name": "output-dir"]]]),
        Manifests.interface(["inputs": ["files": [["name": "a-b"], ["name": "A_B"]]]]),
        Manifests.interface(["inputs": ["files": [["name": "A"]], "json": [["name": "a", "type": "string"]]]]),
        Manifests.interface(["inputs": ["files": [["name": "A"]]], "settings": [["name": "A"]]]),
        Manifests.resources([["name": "cpus", "value": 1], ["name": "CPUS", "value": 2]]),
        Manifests.job([
            "resources": ["scalar": [["name": "mem", "value": 1]]],
            "interface": ["settings": [["name": "allocated-mem"]]],
        ]),
    ])
    func collisions(manifest: JSON) {
        #expect(issue(manifest) == ManifestIssue("NAME_COLLISION_ERROR", Self.collision))
    }

    @Test func outputsMayShareNames() {
        #expect(throws: Never.self) {
            try SeedManifest.parse(Manifests.interface([
                "inputs": ["files": [["name": "A"]]],
                "outputs": ["files": [["name": "A", "pattern": "*"], ["name": "A", "pattern": "*"]]],
            ]))
        }
    }

    @Test func mounts() {
        let twice = Manifests.interface(["mounts": [["name": "M", "path": "/a"], ["name": "M", "path": "/b"]]])
        #expect(issue(twice) == ManifestIssue("DUPLICATE_MOUNT_NAMES", "Mount names must be unique."))
        let relative = Manifests.interface(["mounts": [["name": "M", "path": "a"]]])
        #expect(issue(relative) == ManifestIssue("INVALID_MOUNT_PATH", "M mount must have an absolute path"))
        let otherCase = Manifests.interface(["mounts": [["name": "M", "path": "/a"], ["name": "m", "path": "/b"]]])
        #expect(throws: Never.self) { try SeedManifest.parse(otherCase) }
    }

    @Test func errorNames() {
        let twice = Manifests.job(["errors": [["code": 1, "name": "e"], ["code": 2, "name": "e"]]])
        #expect(issue(twice) == ManifestIssue("DUPLICATE_ERROR_NAMES", "Error names must be unique."))
        let filledIn = Manifests.job(["errors": [["code": 1], ["code": 2, "name": "error-1"]]])
        #expect(issue(filledIn)?.name == "DUPLICATE_ERROR_NAMES")
    }

    @Test(arguments: ["validation", "status", "pending", "running", "system-failures"])
    func reservedNames(name: String) {
        #expect(issue(Manifests.job(["name": .string(name)]))?.name == "RESERVED_NAME")
    }

    @Test func theFirstRuleWins() {
        let broken = Manifests.interface([
            "mounts": [["name": "M", "path": "a"], ["name": "M", "path": "b"]],
            "settings": [["name": "OUTPUT_DIR"]],
        ])
        #expect(issue(broken)?.name == "NAME_COLLISION_ERROR")
        #expect(SeedManifest.allIssues(broken).errors.map(\.name) == [
            "NAME_COLLISION_ERROR", "DUPLICATE_MOUNT_NAMES", "INVALID_MOUNT_PATH",
        ])
    }

    @Test func hugeListsAreRefusedQuickly() {
        let inputs = JSON.array((0..<100_000).map { ["name": .string("I\($0)")] })
        let manifest = Manifests.interface(["inputs": ["files": inputs]])
        let duration = ContinuousClock().measure {
            #expect(issue(manifest)?.description
                == "Error validating against schema: job/interface/inputs/files: has 100000 entries, the limit is 1000")
        }
        #expect(duration < .seconds(1))
    }

    @Test func manyFaultsMakeAShortAnswer() {
        let inputs = JSON.array((0..<1_000).map { _ in ["name": ""] })
        #expect(SeedManifest.allIssues(Manifests.interface(["inputs": ["files": inputs]])).errors.count <= 60)
    }
}
