import JSONSupport
import Testing
import ValueTypes

/// Schemas that the vectors do not have: nested ones, and those of the server's values.
@Suite struct SchemaTests {
    static func schema(_ text: String) throws -> String? {
        try type(text).schema { live in [.string(live.canonicalText)] }?.compactText
    }

    @Test func onlyTheOutermostHasDefinitions() throws {
        #expect(
            try Self.schema("Array<Map<Array<float>>, 2>") == """
                {"type":"array","items":{"type":"object","properties":{},"additionalProperties":\
                {"type":"array","items":{"type":"number"}}},"definitions":{},"minItems":2,"maxItems":2}
                """
        )
        let nested = try #require(try type("Map<JSON>").schema { _ in [] })
        #expect(nested["additionalProperties"] == ["$ref": "#/definitions/is-json"])
        #expect(nested["definitions"] == (try type("JSON").schema { _ in [] })?["definitions"])
    }

    @Test func literalArgumentsPinMembers() throws {
        let domain = try #require(try type("Domain<'x'>").schema { _ in [] })
        #expect(domain["properties"]?["description"] == ["const": "x"])
        let image = try #require(try type("DockerImage<Domain<'x'>, Framework<'a', str>>").schema { _ in [] })
        #expect(image["properties"]?["domain"] == ["const": "x"])
        #expect(image["properties"]?["framework"]?["properties"]?["name"] == ["const": "a"])
        #expect(image["properties"]?["framework"]?["properties"]?["version"] == ["type": "string", "maxLength": 32])
    }

    @Test(arguments: ["UFDLType", "BLOB", "Model", "Compressed<JSON, 8>"])
    func thereIsNoneWithoutJSON(text: String) throws {
        #expect(try Self.schema(text) == nil)
    }

    @Test(arguments: [("PK", "integer"), ("JobOutput", "integer"), ("Name", "string")])
    func abstractTypesAskForNoValues(text: String, expected: String) throws {
        #expect(try type(text).liveTypes.isEmpty)
        #expect(try type(text).schema { _ in [1] }?["type"] == .string(expected))
    }

    @Test func notANumberAllowsNothing() throws {
        #expect(try Self.schema("nan") == #"{"not":{}}"#)
    }

    @Test func liveTypesAreThoseThatTheSchemaAsksFor() throws {
        #expect(try type("Array<Map<PK<Domain<'x'>>>>").liveTypes == [try type("PK<Domain<'x'>>")])
        #expect(try type("JobOutput<JSON>").liveTypes == [try type("JobOutput<JSON>")])
        #expect(try type("Dataset").liveTypes.isEmpty)
        #expect(try Self.schema("Map<Name<Domain>>")?.contains(#"{"enum":["Name<Domain<str>>"]}"#) == true)
    }

    @Test func errorsOfTheServerComeThrough() throws {
        struct Unreachable: Error {}
        let live = try type("PK<Domain>")
        #expect(throws: Unreachable.self) {
            try live.schema { (_) throws(Unreachable) -> [JSON] in throw Unreachable() }
        }
        #expect(throws: Unreachable.self) {
            try live.problem(with: 1) { (_, _) throws(Unreachable) -> Bool in throw Unreachable() }
        }
    }
}
