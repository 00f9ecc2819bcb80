import JSONSupport
import Testing
import ValueTypes

@Suite struct TypeVectorTests {
    @Test func allAreThere() throws {
        #expect(try Vectors.types().count == 122)
        #expect(try Vectors.subtypes().count == 45)
        #expect(try Vectors.contracts().count == 19)
    }

    @Test(arguments: try Vectors.types())
    func parsesAsTheReference(vector: Vectors.TypeVector) throws {
        guard let accepted = vector.accepted else {
            let error = #expect(throws: TypeParseError.self) { try type(vector.input) }
            #expect(error?.description == vector.error)
            return
        }
        let parsed = try type(vector.input)
        #expect(parsed.canonicalText == accepted.canonical)
        #expect(parsed.isJSONAble == accepted.isJSONAble)
        #expect(parsed.isServerResident == accepted.isServerResident)
        #expect(parsed.isAbstract == accepted.isAbstract)
        #expect(try type(parsed.canonicalText) == parsed)
    }

    /// The texts are compared, so that the order of the keys counts.
    @Test(arguments: try Vectors.types().filter { $0.accepted?.schema != nil })
    func hasTheSchemaOfTheReference(vector: Vectors.TypeVector) throws {
        let domains: [JSON] = [
            "Object Detection", "Speech", "Spectrum Classification", "Image Segmentation", "Image Classification",
        ]
        let schema = try type(vector.input).schema { live in live.typeClass == .pk ? [1, 2, 3, 4, 5] : domains }
        #expect(schema?.compactText == vector.accepted?.schema?.compactText)
    }

    @Test func subtypesAreThoseOfTheReference() throws {
        let rows = try Vectors.subtypes()
        for (text, supertypes) in rows {
            for other in rows.map(\.type) {
                let isSubtype = try type(text).isSubtype(of: try type(other))
                #expect(isSubtype == supertypes.contains(other), "\(text) and \(other)")
            }
        }
    }

    /// The errors that the running reference gave over HTTP.
    @Test(arguments: [
        ("Domain<", #"Arguments must be bracketed by <>; got "<""#),
        ("Domain<str, str>", "Wrong number of type arguments passed to generic type 'Domain': expected 1 but got 2"),
        ("Nope<", #"Unknown type-name "Nope""#),
        ("Hardware/", #"Unknown type-name "Hardware/""#),
    ])
    func errorsAreThoseOfTheTranscripts(text: String, cause: String) throws {
        let error = #expect(throws: TypeParseError.self) { try type(text) }
        #expect(error?.description == "Error parsing type-string \"\(text)\": \(cause)")
    }

    @Test(arguments: [
        ("CUDAVersion", true), ("Hardware", true), ("Domain", true), ("Dataset", true), ("DockerImage", true),
        ("PretrainedModel", true), ("Framework", false), ("JobOutput<JSON>", false), ("Name<Domain>", false),
    ])
    func someHaveNames(text: String, isNamed: Bool) throws {
        #expect(try type(text).isNamed == isNamed)
    }
}
