import JSONSupport
import SeedManifest
import Testing

/// Interfaces of legacy job types and the manifests that are derived from them.
@Suite struct LegacyInterfaceTests {
    private static let description = LegacyDescription(
        name: "Make Geo TIFF", version: "1.0", title: "", description: "", authorName: nil, authorURL: nil, timeout: 10,
        cpus: 1, memory: 256, disk: 5, diskMultiplier: 2
    )

    @Test func theDerivedManifestTakesAndGivesTheSame() throws {
        let interface = try LegacyInterface.parse([
            "command": "x", "command_arguments": "${my image} ${KEY}",
            "input_data": [
                ["name": "my image", "type": "file", "media_types": ["image/png"]],
                ["name": "many", "type": "files", "required": false, "partial": true], ["name": "mode", "type": "property"],
            ],
            "output_data": [["name": "out put", "type": "files", "required": false]],
            "settings": [["name": "KEY", "secret": true]], "mounts": [["name": "m", "path": "/m", "mode": "rw"]],
        ])
        let manifest = try SeedManifest.stored(interface.seedManifest(Self.description))
        #expect(manifest.name == "Make Geo TIFF")
        #expect(manifest.inputFiles.map(\.name) == ["my image", "many"])
        #expect(manifest.inputFiles.map(\.takesSeveral) == [false, true])
        #expect(manifest.inputFile(named: "my image")?.acceptsMediaType("text/plain") == false)
        #expect(manifest.inputJSON.map(\.type) == [.string])
        #expect(manifest.outputFiles.map(\.name) == ["out put"])
        #expect(manifest.outputFiles.map(\.isRequired) == [false])
        #expect(manifest.settings.first?.isSecret == true)
        #expect(manifest.mounts.first?.isWritable == true)
        // What is written can be read again.
        #expect(try SeedManifest.stored(manifest.json.compactText) == manifest)
    }

    @Test func theRoomForTheInputComesOnTop() throws {
        let interface = try LegacyInterface.parse(["command": "x", "command_arguments": ""])
        let manifest = try SeedManifest.stored(interface.seedManifest(Self.description))
        #expect(manifest.resources(inputBytes: 0) == ["cpus": 1, "mem": 256, "disk": 5])
        #expect(manifest.resources(inputBytes: 10 << 20)["disk"] == 35)
    }

    @Test func everyVersionIsRead() throws {
        for version in ["1.0", "1.1", "1.2", "1.3", "1.4"] {
            _ = try LegacyInterface.parse(["version": .string(version), "command": "x", "command_arguments": ""])
        }
        for json: JSON in [["command": "x"], ["command": "x", "command_arguments": "", "version": "1.5"], [], "x"] {
            #expect(throws: ManifestError.self) { try LegacyInterface.parse(json) }
        }
    }

    @Test func namesHaveTheirRules() {
        for name in ["", "a.b", "ü", String(repeating: "x", count: 256), "job_output_dir"] {
            let json: JSON = [
                "command": "x", "command_arguments": "", "input_data": [["name": .string(name), "type": "property"]],
            ]
            #expect(throws: ManifestError.self, "\(name)") { try LegacyInterface.parse(json) }
        }
    }

    @Test func aSeedManifestStillHasSeedsRules() {
        #expect(throws: ManifestError.self) { try SeedManifest.parse(Manifests.job(["name": "with blank"])) }
        #expect(throws: ManifestError.self) { try SeedManifest.parse(Manifests.job(["jobVersion": "1.0"])) }
    }
}
