import JSONSupport
import SeedManifest
import Testing

/// How much a job needs (scale.md §6.6).
@Suite struct ResourceTests {
    private static let mebibyte: Int64 = 1_048_576

    @Test(arguments: [
        ([], 0, ["cpus": 0.25, "mem": 128, "disk": 0]),
        ([["name": "cpus", "value": 0.1], ["name": "mem", "value": 64]], 0, ["cpus": 0.25, "mem": 128, "disk": 0]),
        ([["name": "CPUS", "value": 2], ["name": "sharedMem", "value": 1.5]], 0,
            ["cpus": 2, "mem": 128, "disk": 0, "sharedmem": 1.5]),
        ([], mebibyte + 1, ["cpus": 0.25, "mem": 128, "disk": 2]),
        ([["name": "disk", "value": 10.5, "inputMultiplier": 3]], 2 * mebibyte, ["cpus": 0.25, "mem": 128, "disk": 17]),
        ([["name": "disk", "value": 10.5, "inputMultiplier": 3]], 0, ["cpus": 0.25, "mem": 128, "disk": 11]),
        ([["name": "disk", "value": 1, "inputMultiplier": 0.1]], 100 * mebibyte, ["cpus": 0.25, "mem": 128, "disk": 100]),
        ([["name": "mem", "value": 300, "inputMultiplier": -5]], 100 * mebibyte, ["cpus": 0.25, "mem": 300, "disk": 100]),
        ([["name": "mem", "value": 1, "inputMultiplier": 2]], 1, ["cpus": 0.25, "mem": 128, "disk": 1]),
        ([["name": "licenses", "value": 3]], 0, ["cpus": 0.25, "mem": 128, "disk": 0, "licenses": 3]),
    ] as [(JSON, Int64, [String: Double])])
    func amounts(scalars: JSON, inputBytes: Int64, expected: [String: Double]) throws {
        let manifest = try SeedManifest.parse(Manifests.resources(scalars))
        #expect(manifest.resources(inputBytes: inputBytes) == expected)
    }

    @Test func theLargestInputIsCounted() throws {
        let manifest = try SeedManifest.parse(Manifests.smallest)
        let amounts = manifest.resources(inputBytes: .max)
        #expect(amounts["disk"] == 8_796_093_022_208)
        #expect(manifest.allocatedVariables(of: amounts, inputBytes: .max)["ALLOCATED_DISK"] == 0)
    }

    @Test func jobsDoNotSeeTheRoomForTheirInput() throws {
        let manifest = try SeedManifest.parse(Manifests.resources([
            ["name": "disk", "value": 10, "inputMultiplier": 3], ["name": "my-res", "value": 1],
        ]))
        let bytes = 2 * Self.mebibyte
        let variables = manifest.allocatedVariables(of: manifest.resources(inputBytes: bytes), inputBytes: bytes)
        #expect(variables == [
            "ALLOCATED_CPUS": 0.25, "ALLOCATED_MEM": 128, "ALLOCATED_DISK": 14, "ALLOCATED_MY_RES": 1,
        ])
        #expect(manifest.allocatedVariables(of: ["disk": 1], inputBytes: bytes) == ["ALLOCATED_DISK": 0])
    }

    @Test func variableNames() {
        #expect(SeedManifest.variableName("in-put_1") == "IN_PUT_1")
    }
}
