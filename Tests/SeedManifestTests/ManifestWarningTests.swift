import JSONSupport
import SeedManifest
import Testing

@Suite struct ManifestWarningTests {
    private func warnings(_ manifest: JSON) -> [String] {
        SeedManifest.allIssues(manifest).warnings.map(\.name).filter { $0 != "MISSING_RESOURCE" }
    }

    @Test func errorsWithoutANameAreCalledByTheirCode() throws {
        let manifest = try SeedManifest.parse(Manifests.job(["errors": [["code": 7, "title": "Seven"], ["code": 8]]]))
        #expect(manifest.warnings.map(\.name) == ["MISSING_ERROR_NAME", "MISSING_ERROR_NAME"])
        #expect(manifest.warnings.first?.description.contains("error-7") == true)
        #expect(manifest.errors.map(\.name) == ["error-7", "error-8"])
        #expect(manifest.errors.map(\.title) == ["Seven", "error-8"])
    }

    @Test(arguments: [
        (Manifests.smallest, []),
        (Manifests.job(["timeout": 0]), ["NONPOSITIVE_TIMEOUT"]),
        (Manifests.resources([["name": "mem", "value": -1]]), ["NEGATIVE_RESOURCE"]),
        (Manifests.resources([["name": "licenses", "value": 1]]), ["NONSTANDARD_RESOURCE"]),
        (Manifests.resources([["name": "sharedMem", "value": 1], ["name": "gpus", "value": 1.0]]), []),
        (Manifests.interface(["command": "run ${A"]), ["UNBALANCED_BRACES"]),
        (Manifests.job(["errors": [["code": 0, "name": "none"]]]), ["ZERO_EXIT_CODE"]),
        (Manifests.job(["errors": [["code": 1, "name": "a"], ["code": 1, "name": "b"]]]), ["DUPLICATE_EXIT_CODE"]),
    ] as [(JSON, [String])])
    func advice(manifest: JSON, names: [String]) {
        #expect(warnings(manifest) == names)
        #expect(throws: Never.self) { try SeedManifest.parse(manifest) }
    }

    @Test func absentResourcesAreNamed() {
        let issues = SeedManifest.allIssues(Manifests.resources([["name": "CPUS", "value": 1]])).warnings
        #expect(issues.map(\.name) == ["MISSING_RESOURCE", "MISSING_RESOURCE"])
        #expect(issues.first?.description.contains("'mem'") == true)
    }
}
