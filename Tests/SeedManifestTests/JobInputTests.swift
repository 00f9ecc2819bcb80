import JSONSupport
import SeedManifest
import Testing

/// The input of a job and what is said about a bad one (scale.md §6.8).
@Suite struct JobInputTests {
    private func checked(_ input: JSON, _ manifest: SeedManifest) throws -> JobInput {
        try JobInput.parse(input).validated(against: manifest)
    }

    private func error(_ input: JSON, _ manifest: SeedManifest) -> JobInputError? {
        #expect(throws: JobInputError.self) { try checked(input, manifest) }
    }

    @Test func whatTheManifestDoesNotKnowIsDropped() throws {
        let manifest = try Manifests.inputs(
            files: [["name": "F"], ["name": "G", "multiple": true], ["name": "H", "required": false]],
            json: [["name": "J", "type": "integer"], ["name": "K", "type": "string", "required": false]]
        )
        let input = try checked(
            ["version": "6", "files": ["F": 1, "G": [3, 2], "other": [9]], "json": ["J": 5, "K": nil, "other": true]],
            manifest
        )
        #expect(input.json == ["files": ["F": [1], "G": [3, 2]], "json": ["J": 5]])
        #expect(try JobInput.parse(input.json) == input)
    }

    @Test func requiredParameters() throws {
        let file = try Manifests.inputs(files: [["name": "X"]])
        for input: JSON in [[:], ["files": ["X": []]], ["files": ["x": [1]]], ["files": nil, "json": ["X": 1]]] {
            let error = error(input, file)
            #expect(error?.message == "Invalid job data: Parameter 'X' is required")
            #expect(error?.field == "X")
        }
        let value = try Manifests.inputs(json: [["name": "X", "type": "string"]])
        for input: JSON in [[:], ["json": ["X": nil]]] {
            #expect(error(input, value)?.message == "Invalid job data: Parameter 'X' is required")
        }
    }

    @Test(arguments: [
        ("array", [:], "an array"), ("boolean", 1, "a boolean"), ("integer", 1.0, "an integer"),
        ("integer", "1", "an integer"), ("number", "1", "a number"), ("object", [], "an object"), ("string", 1, "a string"),
    ] as [(String, JSON, String)])
    func valuesOfAnotherType(type: String, value: JSON, expected: String) throws {
        let manifest = try Manifests.inputs(json: [["name": "X", "type": .string(type)]])
        #expect(error(["json": ["X": value]], manifest)?.message
            == "Invalid job data: Parameter 'X' must receive \(expected)")
    }

    @Test(arguments: [
        ("array", [1]), ("boolean", false), ("integer", -3), ("number", 2), ("number", 2.5), ("object", ["a": 1]), ("string", ""),
    ] as [(String, JSON)])
    func valuesOfTheType(type: String, value: JSON) throws {
        let manifest = try Manifests.inputs(json: [["name": "X", "type": .string(type)]])
        #expect(try checked(["json": ["X": value]], manifest).values == ["X": value])
    }

    @Test func severalFilesForOne() throws {
        let manifest = try Manifests.inputs(files: [["name": "X"]])
        #expect(error(["files": ["X": [1, 2]]], manifest)?.message
            == "Invalid job data: Parameter 'X' takes one file, not 2")
    }

    @Test(arguments: [
        ([], "input"), (nil, "input"), (["file": [:]], "input"), (["files": []], "input"), (["json": 1], "input"),
        (["files": ["X": "1"]], "X"), (["files": ["X": [1, "2"]]], "X"), (["files": ["X": [1.0]]], "X"),
        (["files": ["X": .array(Array(repeating: 1, count: JobInput.maximumFiles + 1))]], "X"),
    ] as [(JSON, String)])
    func badShapes(input: JSON, field: String) {
        let error = #expect(throws: JobInputError.self) { try JobInput.parse(input) }
        #expect(error?.field == field)
        #expect(error?.message.hasPrefix("input") == true || error?.message.contains(" of input.") == true)
    }
}
