import JSONSupport
import SeedManifest
import Testing

/// The rules of scale.md §2.5 to §2.8 and §6, one by one.
@Suite struct RuleTests {
    static func manifest(_ edit: (inout JSONObject) -> Void = { _ in }) -> JSON {
        var job: JSONObject = [
            "name": "test", "jobVersion": "1.0.0", "packageVersion": "1.0.0", "title": "T", "description": "D",
            "timeout": 60, "maintainer": ["name": "Jane", "email": "jane@example.com"],
        ]
        edit(&job)
        return ["seedVersion": "1.0.0", "job": .object(job)]
    }

    func error(_ edit: (inout JSONObject) -> Void) -> String? {
        #expect(throws: ManifestError.self) { try SeedManifest.parse(Self.manifest(edit)) }?.issue.name
    }

    @Test func everyRuleHasItsName() {
        #expect(error { $0["bogus"] = 1 } == "JSON_VALIDATION_ERROR")
        #expect(error { $0["timeout"] = 3_600.0 } == "JSON_VALIDATION_ERROR")
        #expect(error { $0["jobVersion"] = "1.0" } == "JSON_VALIDATION_ERROR")
        #expect(error { $0["name"] = "with_underscore" } == "JSON_VALIDATION_ERROR")
        #expect(error { $0["name"] = "validation" } == "RESERVED_NAME")
        #expect(error { $0["name"] = .string(String(repeating: "n", count: 51)) } == "JSON_VALIDATION_ERROR")
        #expect(error { $0["resources"] = [:] } == "JSON_VALIDATION_ERROR")
        #expect(error { $0["resources"] = ["scalar": [["name": "gpus", "value": 1.5]]] } == "JSON_VALIDATION_ERROR")
        let twice: JSON = [["name": "cpus", "value": 1], ["name": "CPUS", "value": 1]]
        #expect(error { $0["resources"] = ["scalar": twice] } == "NAME_COLLISION_ERROR")
        #expect(error { $0["interface"] = ["settings": [["name": "output-dir"]]] } == "NAME_COLLISION_ERROR")
        let mount: JSON = ["name": "M", "path": "/m"]
        #expect(error { $0["interface"] = ["mounts": [mount, mount]] } == "DUPLICATE_MOUNT_NAMES")
        #expect(error { $0["interface"] = ["mounts": [["name": "M", "path": "m"]]] } == "INVALID_MOUNT_PATH")
        let fault: JSON = ["code": 1, "name": "e"]
        #expect(error { $0["errors"] = [fault, fault] } == "DUPLICATE_ERROR_NAMES")
        #expect(error { $0["errors"] = [["code": 1, "name": ""]] } == "JSON_VALIDATION_ERROR")
    }

    @Test func anErrorWithoutANameGetsOne() throws {
        let manifest = try SeedManifest.parse(Self.manifest { $0["errors"] = [["code": 3, "category": "data"]] })
        #expect(manifest.errors.map(\.name) == ["error-3"])
        #expect(manifest.errors.first?.isDataError == true)
        #expect(manifest.warnings.map(\.name) == ["MISSING_ERROR_NAME"])
        #expect(manifest.error(forExitCode: 3)?.title == "error-3")
        #expect(manifest.error(forExitCode: 0) == nil)
    }

    @Test func defaultsAreFilledInAndAbsentSectionsStayAbsent() throws {
        let manifest = try SeedManifest.parse(Self.manifest { job in
            job["interface"] = [
                "inputs": ["files": [["name": "IN", "mediaTypes": ["text/plain"]]]],
                "outputs": ["files": [["name": "OUT", "pattern": "*", "multiple": true]]],
            ]
        })
        let interface = manifest.json["job"]?["interface"]
        #expect(interface?["inputs"]?["files"] == [[
            "name": "IN", "mediaTypes": ["text/plain"], "required": true, "multiple": false, "partial": false,
        ]])
        #expect(interface?["outputs"]?["files"] == [[
            "name": "OUT", "pattern": "*", "multiple": true, "required": true, "mediaType": "application/octet-stream",
        ]])
        #expect(interface?["settings"] == nil)
        #expect(interface?["inputs"]?["json"] == nil)
        #expect(manifest.json["job"]?["errors"] == nil)
    }

    @Test func aHugeListIsRefusedByName() {
        let entries = (0..<100_000).map { JSON.object(["name": .string("I\($0)"), "type": "string"]) }
        let error = #expect(throws: ManifestError.self) {
            try SeedManifest.parse(Self.manifest { $0["interface"] = ["inputs": ["json": .array(entries)]] })
        }
        #expect(error?.description.contains("job/interface/inputs/json") == true)
        #expect(error?.description.contains("1000") == true)
    }

    @Test func resourcesHaveMinimumsAndGrowWithTheInput() throws {
        let plain = try SeedManifest.parse(Self.manifest())
        #expect(plain.resources(inputBytes: 0) == ["cpus": 0.25, "mem": 128, "disk": 0])
        #expect(plain.resources(inputBytes: 1_048_577)["disk"] == 2)
        let grown = try SeedManifest.parse(Self.manifest {
            $0["resources"] = ["scalar": [["name": "disk", "value": 11, "inputMultiplier": 4], ["name": "sharedMem", "value": 1]]]
        })
        #expect(grown.resources(inputBytes: 10 << 20)["disk"] == 51)
        #expect(grown.resources(inputBytes: 0)["sharedmem"] == 1)
        let allocated = grown.allocatedVariables(of: grown.resources(inputBytes: 10 << 20), inputBytes: 10 << 20)
        #expect(allocated["ALLOCATED_DISK"] == 41)
    }

    @Test func outputValuesAreCheckedByType() throws {
        let manifest = try SeedManifest.parse(Self.manifest {
            $0["interface"] = ["outputs": ["json": [["name": "n", "key": "N", "type": "integer"]]]]
        })
        #expect(try manifest.outputValues(from: ["N": 3, "other": true]) == ["n": 3])
        #expect(throws: ManifestError.self) { try manifest.outputValues(from: ["N": "3"]) }
        #expect(throws: ManifestError.self) { try manifest.outputValues(from: [:]) }
    }

    @Test(arguments: ["0.0.1", "1.0.0-rc.1", "1.0.0+build.01", "99999999999999999999.0.0", "1.0.0--"])
    func semanticVersionsAreRead(text: String) { #expect(SemanticVersion(text) != nil) }

    @Test(arguments: ["1", "1.0", "01.0.0", "1.0.0-01", "1.0.0-", "1.0.0+", "v1.0.0", "1.0.0 ", "1.0.0\n", ""])
    func otherVersionsAreNot(text: String) { #expect(SemanticVersion(text) == nil) }
}
