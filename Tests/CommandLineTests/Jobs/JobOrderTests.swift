import JSONSupport
import SeedManifest
import Testing

@testable import drover

@Suite struct JobOrderTests {
    private let manifest: SeedManifest

    init() throws {
        manifest = try SeedManifest.parse([
            "seedVersion": "1.0.0",
            "job": [
                "name": "sample", "jobVersion": "1.0.0", "packageVersion": "1.0.0", "title": "", "description": "",
                "maintainer": ["name": "n", "email": "e"], "timeout": 60,
                "interface": ["inputs": [
                    "files": [["name": "TABLE"]],
                    "json": [
                        ["name": "COUNT", "type": "integer"], ["name": "LABEL", "type": "string"],
                        ["name": "OPTIONS", "type": "object"],
                    ],
                ]],
            ],
        ])
    }

    private func order(values: [String] = [], files: [String] = []) throws -> JobOrder {
        var order = JobOrder(type: try #require(TypeArgument(argument: "sample")))
        order.values = try values.map { try #require(ValueArgument(argument: $0)) }
        order.files = try files.map { try #require(FileArgument(argument: $0)) }
        return order
    }

    @Test func valuesGetTheTypeThatTheManifestGivesThem() throws {
        let values = try order(values: ["COUNT=5", "LABEL=5", #"OPTIONS={"a":[1]}"#]).typedValues(for: manifest)
        #expect(values == ["COUNT": 5, "LABEL": "5", "OPTIONS": ["a": [1]]])
    }

    @Test func aStringMayBeWrittenAsJSONToo() throws {
        #expect(try order(values: [#"LABEL="5""#]).typedValues(for: manifest) == ["LABEL": "5"])
        #expect(try order(values: ["LABEL=a=b"]).typedValues(for: manifest) == ["LABEL": "a=b"])
    }

    @Test(arguments: ["COUNT=five", "COUNT=5.5", "OPTIONS=[1]", "NUMBER=1"])
    func whatDoesNotFitIsRefusedBeforeAnythingIsSent(value: String) throws {
        let order = try order(values: [value])
        let failure = #expect(throws: CommandFailure.self) { try order.typedValues(for: manifest) }
        #expect(failure?.status == .usage)
    }

    @Test func anUnknownFileInputNamesTheKnownOnes() throws {
        let order = try order(files: ["TABEL=x.csv"])
        let failure = #expect(throws: CommandFailure.self) { try order.typedValues(for: manifest) }
        #expect(failure?.advice == "It takes: TABLE.")
    }

    @Test func theBodySaysOnlyWhatWasGiven() throws {
        var order = try order()
        #expect(order.body(version: "1.0.0", files: ["B": [2, 3], "A": [1]], values: ["COUNT": 5]) == [
            "job_type": "sample", "version": "1.0.0",
            "input": ["files": ["A": [1], "B": [2, 3]], "json": ["COUNT": 5]],
        ])
        order.priority = 7
        #expect(order.body(version: "1.0.0", files: [:], values: [:])["priority"] == 7)
    }
}
