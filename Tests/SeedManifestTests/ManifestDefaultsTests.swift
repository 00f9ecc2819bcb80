import JSONSupport
import SeedManifest
import Testing

/// What is stored of a manifest (scale.md §2.5).
@Suite struct ManifestDefaultsTests {
    @Test func defaultsAreFilledIn() throws {
        let manifest = try SeedManifest.parse(Manifests.job([
            "interface": [
                "inputs": ["files": [["name": "F"]], "json": [["name": "J", "type": "integer"]]],
                "outputs": ["files": [["name": "O", "pattern": "*"]], "json": [["name": "V", "type": "string"]]],
                "mounts": [["name": "M", "path": "/m"]],
                "settings": [["name": "S"]],
            ],
            "errors": [["code": 1, "name": "bad"]],
        ]))
        #expect(manifest.json["job"]?["interface"] == [
            "inputs": [
                "files": [["name": "F", "required": true, "multiple": false, "partial": false, "mediaTypes": []]],
                "json": [["name": "J", "type": "integer", "required": true]],
            ],
            "outputs": [
                "files": [
                    [
                        "name": "O", "pattern": "*", "mediaType": "application/octet-stream", "multiple": false,
                        "required": true,
                    ]
                ],
                "json": [["name": "V", "type": "string", "required": true]],
            ],
            "mounts": [["name": "M", "path": "/m", "mode": "ro"]],
            "settings": [["name": "S", "secret": false]],
        ])
        #expect(manifest.json["job"]?["errors"] == [["code": 1, "name": "bad", "title": "bad", "category": "job"]])
        #expect(manifest.outputJSON.map(\.key) == ["V"])
    }

    @Test func givenValuesAreKept() throws {
        let given: JSON = [
            "command": "run",
            "inputs": [
                "files": [["name": "F", "required": false, "multiple": true, "partial": true, "mediaTypes": ["image/png"]]],
                "json": [["name": "J", "type": "integer", "required": false]],
            ],
            "outputs": [
                "files": [["name": "O", "pattern": "*", "mediaType": "text/csv", "multiple": true, "required": false]],
                "json": [["name": "V", "type": "string", "key": "k", "required": false]],
            ],
            "mounts": [["name": "M", "path": "/m", "mode": "rw"]],
            "settings": [["name": "S", "secret": true]],
        ]
        let manifest = try SeedManifest.parse(Manifests.interface(given))
        #expect(manifest.json["job"]?["interface"] == given)
        #expect(manifest.inputFiles.first?.acceptsMediaType("IMAGE/PNG") == true)
        #expect(manifest.inputFiles.first?.acceptsMediaType("text/csv") == false)
        #expect(manifest.mounts.first?.isWritable == true)
    }

    @Test func absentSectionsStayAbsent() throws {
        #expect(try SeedManifest.parse(Manifests.smallest).json == Manifests.smallest)
        let partial = Manifests.interface(["inputs": [:], "outputs": ["json": []]])
        #expect(try SeedManifest.parse(partial).json == partial)
    }

    @Test func theLaterOfTwoErrorsWithOneCodeCounts() throws {
        let manifest = try SeedManifest.parse(Manifests.job([
            "errors": [["code": 3, "name": "a"], ["code": 3, "name": "b", "category": "data"], ["code": 0, "name": "z"]]
        ]))
        #expect(manifest.error(forExitCode: 3)?.name == "b")
        #expect(manifest.error(forExitCode: 3)?.isDataError == true)
        #expect(manifest.error(forExitCode: 0) == nil)
        #expect(manifest.error(forExitCode: 4) == nil)
    }
}
