import JSONSupport
import SeedManifest
import Testing

@Suite struct ConfigurationTests {
    static func typed() throws -> SeedManifest {
        try SeedManifest.parse(RuleTests.manifest { job in
            job["interface"] = [
                "mounts": [["name": "A", "path": "/a"], ["name": "B", "path": "/b"]],
                "settings": [["name": "OPEN"], ["name": "SECRET", "secret": true]],
                "outputs": ["files": [["name": "OUT", "pattern": "*"]]],
                "inputs": ["files": [["name": "IN", "required": false]], "json": [["name": "N", "type": "number"]]],
            ]
        })
    }

    func error(_ json: JSON) -> String? {
        #expect(throws: ManifestError.self) {
            try JobConfiguration.parse(json).validate(against: Self.typed()) { $0 == "raw" ? .active : .missing }
        }?.issue.name
    }

    @Test func theSchemaIsKept() {
        #expect(error(["bogus": 1]) == "INVALID_CONFIGURATION")
        #expect(error(["version": "5"]) == "INVALID_CONFIGURATION")
        #expect(error(["settings": ["OPEN": 5]]) == "INVALID_CONFIGURATION")
        #expect(error(["mounts": ["A": ["host_path": "/x"]]]) == "INVALID_CONFIGURATION")
        #expect(error(["mounts": []]) == "INVALID_CONFIGURATION")
        #expect(error(["priority": 0]) == "INVALID_PRIORITY")
        #expect(error(["mounts": ["A": ["type": "host", "host_path": "x"]]]) == "HOST_ABSOLUTE_PATH")
        #expect(error(["output_workspaces": ["default": "gone"]]) == "INVALID_WORKSPACE")
    }

    @Test func warningsComeInTheirOrder() throws {
        let configuration = try JobConfiguration.parse(["mounts": ["Z": ["type": "volume"]], "settings": ["X": "1"]])
        let warnings = try configuration.validate(against: Self.typed()) { _ in .active }
        #expect(warnings.map(\.description) == [
            "Unknown mount 'Z' ignored", "Missing configuration for mount 'A'", "Missing configuration for mount 'B'",
            "Missing workspace for output 'OUT'", "Unknown setting 'X' ignored",
            "Missing configuration for setting 'OPEN'", "Missing configuration for setting 'SECRET'",
        ])
    }

    @Test func everyKeyIsThereAndTheVersionIsNot() throws {
        #expect(try JobConfiguration.parse(["version": "6"]).json == [
            "mounts": [:], "priority": 100, "output_workspaces": ["default": "", "outputs": [:]], "settings": [:],
        ])
    }

    @Test func secretsAreTakenOut() throws {
        let configuration = try JobConfiguration.parse(["settings": ["OPEN": "1", "SECRET": "2"]])
        let split = try configuration.separatingSecrets(of: Self.typed())
        #expect(split.configuration.settings == ["OPEN": "1"])
        #expect(split.secrets == ["SECRET": "2"])
    }

    @Test func inputsAreCheckedAndUnknownOnesDropped() throws {
        let manifest = try Self.typed()
        let good = try JobInput.parse(["files": ["IN": 7, "OTHER": [1]], "json": ["N": 1]]).validated(against: manifest)
        #expect(good.files == ["IN": [7]])
        func message(_ json: JSON) -> String? {
            #expect(throws: JobInputError.self) { try JobInput.parse(json).validated(against: manifest) }?.message
        }
        #expect(message([:]) == "Invalid job data: Parameter 'N' is required")
        #expect(message(["json": ["N": "1"]]) == "Invalid job data: Parameter 'N' must receive a number")
        #expect(message(["files": ["IN": [1, 2]], "json": ["N": 1]])?.contains("takes one file") == true)
        #expect(message(["files": ["IN": ["x"]]])?.contains("integers") == true)
    }
}
