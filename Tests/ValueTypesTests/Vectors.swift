import FoundationEssentials
import JSONSupport
import Testing
import ValueTypes

/// What the running reference answered; the file is a copy of shared/vectors/ufdl_types.json.
enum Vectors {
    struct TypeVector: Sendable, CustomTestStringConvertible {
        let input: String
        /// Canonical form and what the type is; nil for a text that is no type.
        let accepted: Accepted?
        let error: String?
        var testDescription: String { input }

        struct Accepted: Sendable {
            let canonical: String
            let isJSONAble: Bool
            let isServerResident: Bool
            let isAbstract: Bool
            let schema: JSON?
        }
    }

    struct ContractVector: Sendable, CustomTestStringConvertible {
        let input: String
        let json: JSON
        var testDescription: String { input }
    }

    static func file() throws -> JSON {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/ufdl_types.json")
        return try JSON.parse(Data(contentsOf: path))
    }

    static func types() throws -> [TypeVector] {
        try #require(try file()["types"]?.arrayValue).map { row in
            let input = try #require(row["input"]?.stringValue)
            guard row["ok"] == true else {
                return TypeVector(input: input, accepted: nil, error: try #require(row["error"]?.stringValue))
            }
            let accepted = TypeVector.Accepted(
                canonical: try #require(row["canonical"]?.stringValue),
                isJSONAble: try #require(row["json"]?.boolValue as Bool?),
                isServerResident: try #require(row["server_resident"]?.boolValue as Bool?),
                isAbstract: try #require(row["abstract"]?.boolValue as Bool?),
                schema: row["schema"]
            )
            return TypeVector(input: input, accepted: accepted, error: nil)
        }
    }

    /// Each type with the types that it is a sub-type of.
    static func subtypes() throws -> [(type: String, supertypes: Set<String>)] {
        try #require(try file()["subtypes"]?.arrayValue).map { row in
            let supertypes = try #require(row["is_subtype_of"]?.arrayValue).compactMap(\.stringValue)
            return (try #require(row["type"]?.stringValue), Set(supertypes))
        }
    }

    static func contracts() throws -> [ContractVector] {
        try #require(try file()["contracts"]?.arrayValue).map { row in
            ContractVector(input: try #require(row["input"]?.stringValue), json: row)
        }
    }
}

/// A type of the built-in catalogue.
func type(_ text: String) throws -> TypeExpression {
    try TypeExpression.parse(text)
}
