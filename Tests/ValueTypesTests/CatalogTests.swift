import JSONSupport
import Testing
import ValueTypes

@Suite struct CatalogTests {
    static let catalog = TypeCatalog(
        TypeCatalog.builtinRows.filter { $0.name != "Domain" && $0.name != "Model" } + [
            CatalogRow(name: "Field", pkg: "ufdl.jobtypes", cls: TypeClass.domain.rawValue),
            CatalogRow(name: "Special", pkg: "mine", cls: "mine.Special"),
            CatalogRow(name: "it's", pkg: "mine", cls: "mine.Quoted"),
        ]
    )

    static func parse(_ text: String) throws -> TypeExpression {
        try TypeExpression.parse(text, catalog)
    }

    @Test func builtinRowsAreThoseOfAFreshServer() {
        let rows = TypeCatalog.builtinRows
        #expect(rows.count == 27)
        #expect(rows.map(\.name).joined(separator: " ") == """
            UFDLType UFDLJSONType FiniteJSONType ServerResidentType NamedServerType ValueType str int float bool Array Map \
            CUDAVersion Dataset DockerImage Domain Framework Hardware PretrainedModel BLOB Compressed JSON Nothing JobOutput \
            Model Name PK
            """)
        #expect(rows[10] == CatalogRow(name: "Array", pkg: "ufdl.jobtypes", cls: "ufdl.jobtypes.standard.container.Array"))
        #expect(rows[26].cls == "ufdl.jobtypes.standard.PK")
    }

    @Test func aRenamedRowKeepsItsBehaviour() throws {
        #expect(try Self.parse("Field").canonicalText == "Field<str>")
        #expect(try Self.parse("PK<Dataset>").canonicalText == "PK<Dataset<Field<str>>>")
        #expect(try Self.parse("Name<Field<'x'>>").isSubtype(of: try Self.parse("Name<Field>")))
        #expect(throws: TypeParseError.self) { try Self.parse("Domain") }
    }

    @Test func anUnknownClassIsOpaque() throws {
        let special = try Self.parse("Special")
        #expect(special.canonicalText == "Special")
        #expect(try Self.parse("Special<>") == special)
        #expect(!special.isAbstract && !special.isJSONAble && !special.isServerResident && !special.isNamed)
        #expect(special.isSubtype(of: special))
        #expect(special.isSubtype(of: try type("UFDLType")))
        #expect(special.schema { _ in [] } == nil)
        #expect(special.problem(with: 1) { _, _ in true } == "Special has no JSON values")
        for other in try Vectors.subtypes().map(\.type) where other != "UFDLType" {
            #expect(try !special.isSubtype(of: type(other)))
            #expect(try !type(other).isSubtype(of: special))
        }
        #expect(try !special.isSubtype(of: Self.parse("it's")))
    }

    @Test func anOpaqueTypeCanBeAnArgument() throws {
        #expect(try Self.parse("JobOutput<Special>").isServerResident)
        #expect(try !Self.parse("JobOutput<Special>").isAbstract)
        #expect(try Self.parse("Compressed<Special, 8>").canonicalText == "Compressed<Special, 8>")
        let error = #expect(throws: TypeParseError.self) { try Self.parse("Array<Special>") }
        #expect(error?.description.hasSuffix("Special is not a sub-type of UFDLJSONType") == true)
    }

    @Test func anOpaqueTypeTakesNoArguments() throws {
        let error = #expect(throws: TypeParseError.self) { try Self.parse("Special<int>") }
        #expect(
            error?.description == """
                Error parsing type-string "Special<int>": \
                Wrong number of type arguments passed to generic type 'Special': expected 0 but got 1
                """
        )
    }

    @Test func aBoundWhoseRowIsGoneKeepsItsName() throws {
        let catalog = TypeCatalog(TypeCatalog.builtinRows.filter { $0.name != "Domain" })
        #expect(try TypeExpression.parse("Dataset", catalog).canonicalText == "Dataset<Domain<str>>")
    }
}
