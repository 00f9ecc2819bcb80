import JSONSupport
import Testing
import ValueTypes

@Suite struct ContractTests {
    @Test(arguments: try Vectors.contracts())
    func parsesAsTheReference(vector: Vectors.ContractVector) throws {
        guard vector.json["ok"] == true else {
            let error = #expect(throws: ContractParseError.self) { try ContractExpression.parse(vector.input) }
            #expect(error?.description == vector.json["error"]?.stringValue)
            return
        }
        let contract = try ContractExpression.parse(vector.input)
        #expect(contract.canonicalText == vector.json["canonical"]?.stringValue)
        #expect(try ContractExpression.parse(contract.canonicalText) == contract)

        let types = JSONObject(contract.types.map { ($0.name, .string($0.type.canonicalText)) })
        let inputs = JSONObject(contract.inputs.map { ($0.name, .array($0.types.map { .string($0.canonicalText) })) })
        let outputs = JSONObject(contract.outputs.map { ($0.name, .string($0.type.canonicalText)) })
        #expect(JSON.object(types).compactText == vector.json["types"]?.compactText)
        #expect(JSON.object(inputs).compactText == vector.json["inputs"]?.compactText)
        #expect(JSON.object(outputs).compactText == vector.json["outputs"]?.compactText)
    }

    @Test func builtinRowsAreThoseOfAFreshServer() {
        #expect(ContractCatalog.builtinRows == [
            CatalogRow(name: "Predict", pkg: "ufdl.jobcontracts", cls: "ufdl.jobcontracts.standard.Predict"),
            CatalogRow(name: "Train", pkg: "ufdl.jobcontracts", cls: "ufdl.jobcontracts.standard.Train"),
            CatalogRow(name: "Export", pkg: "ufdl.jobcontracts", cls: "ufdl.jobcontracts.standard.Export"),
        ])
    }

    @Test(arguments: [
        ("Train<Domain<'x'>, Framework<'a', 'b'>>", "Train<Domain, Framework>", true),
        ("Train<Domain, Framework>", "Train<Domain<'x'>, Framework>", false),
        ("Train<Domain<'x'>, Framework<'a', 'b'>>", "Train<Domain<'x'>, Framework<'c', str>>", false),
        ("Train<Domain, Framework>", "Predict<Domain, Framework>", false),
        ("Export", "Export<>", true),
    ])
    func subtypes(text: String, other: String, isSubtype: Bool) throws {
        let contract = try ContractExpression.parse(text)
        #expect(contract.isSubtype(of: try ContractExpression.parse(other)) == isSubtype)
    }

    @Test func anUnknownClassIsOpaque() throws {
        let rows = ["A", "B"].map { CatalogRow(name: $0, pkg: "mine", cls: "mine.\($0)") }
        let catalog = ContractCatalog(rows, types: .builtin)
        let contract = try ContractExpression.parse(" A <>", catalog)
        #expect(contract.canonicalText == "A")
        #expect(contract.types.isEmpty && contract.inputs.isEmpty && contract.outputs.isEmpty)
        #expect(contract.isSubtype(of: contract))
        #expect(try !contract.isSubtype(of: ContractExpression.parse("B", catalog)))
        #expect(try !contract.isSubtype(of: ContractExpression.parse("Export")))
        let error = #expect(throws: ContractParseError.self) { try ContractExpression.parse("A<int>", catalog) }
        #expect(error?.description == #"Error parsing contract-string "A<int>": Expected 0 type-arguments but got 1"#)
    }

    @Test func renamedRowsKeepTheirBehaviour() throws {
        let types = TypeCatalog(TypeCatalog.builtinRows.map { CatalogRow(name: "\($0.name)2", pkg: $0.pkg, cls: $0.cls) })
        let rows = [CatalogRow(name: "Learn", pkg: "p", cls: ContractClass.train.rawValue)]
        let contract = try ContractExpression.parse("Learn<Domain2<'x'>, Framework2>", ContractCatalog(rows, types: types))
        #expect(contract.canonicalText == "Learn<Domain2<'x'>, Framework2<str2, str2>>")
        #expect(contract.inputs[0].types.map(\.canonicalText) == ["PK2<Dataset2<Domain2<'x'>>>"])
    }

    @Test func inputsAcceptSubtypes() throws {
        let predict = try #require(ContractCatalog.builtin.general(named: "Predict"))
        #expect(predict.inputs.map(\.name) == ["model", "dataset"])
        let dataset = try #require(predict.input(named: "dataset"))
        #expect(dataset.accepts(try type("Name<Dataset<Domain<'x'>>>")))
        #expect(!dataset.accepts(try type("Dataset<Domain<'x'>>")))
        #expect(predict.input(named: "nope") == nil)
        #expect(ContractCatalog.builtin.general(named: "train") == nil)
        #expect(ContractCatalog.builtin.general(named: "Export")?.canonicalText == "Export")
    }
}
