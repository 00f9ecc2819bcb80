import JSONSupport
import SeedManifest
import Testing

/// What a job wrote to `seed.outputs.json` (scale.md §7.5).
@Suite struct OutputValuesTests {
    private let manifest: SeedManifest

    init() throws {
        manifest = try SeedManifest.parse(Manifests.interface(["outputs": ["json": [
            ["name": "COUNT", "type": "integer", "key": "count"],
            ["name": "label", "type": "string", "required": false],
        ]]]))
    }

    @Test func valuesAreFoundByKeyAndStoredByName() throws {
        #expect(try manifest.outputValues(from: ["count": 3, "label": "x", "other": 1]) == ["COUNT": 3, "label": "x"])
        #expect(try manifest.outputValues(from: ["count": 3]) == ["COUNT": 3])
    }

    @Test(arguments: [
        ([], "seed.outputs.json must hold an object, not an array"),
        ([:], "seed.outputs.json lacks 'count'"),
        (["COUNT": 3], "seed.outputs.json lacks 'count'"),
        (["count": "3"], "seed.outputs.json: 'count' must be an integer, not a string"),
        (["count": 3.0], "seed.outputs.json: 'count' must be an integer, not a number"),
        (["count": 3, "label": nil], "seed.outputs.json: 'label' must be a string, not null"),
    ] as [(JSON, String)])
    func badOutputs(outputs: JSON, message: String) {
        let manifest = manifest
        let error = #expect(throws: ManifestError.self) { try manifest.outputValues(from: outputs) }
        #expect(error?.issue == ManifestIssue("INVALID_OUTPUTS", message))
    }
}
