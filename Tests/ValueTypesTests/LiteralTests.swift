import Testing
import ValueTypes

@Suite struct LiteralTests {
    /// Texts and what Python's `repr(float(…))` makes of them.
    @Test(arguments: [
        ("0.0", "0.0"), ("1e15", "1000000000000000.0"), ("1e16", "1e+16"), ("9999999999999998.0", "9999999999999998.0"),
        ("12345678901234567.0", "1.2345678901234568e+16"), ("1e22", "1e+22"), ("-1.5e300", "-1.5e+300"),
        ("0.0001", "0.0001"), ("0.00012345", "0.00012345"), ("0.00001", "1e-05"), ("1.25e-7", "1.25e-07"),
        ("5e-324", "5e-324"), ("1e-400", "0.0"), ("-1e400", "-inf"), ("+Infinity", "inf"), ("-nan", "nan"),
        ("NaN", "nan"), (".5", "0.5"), ("5.", "5.0"), ("1_0.2_5e1_0", "102500000000.0"), ("120.0", "120.0"),
        ("0.1", "0.1"), ("123456.789", "123456.789"), ("-0.0", "-0.0"), ("1E+2", "100.0"), ("007.50", "7.5"),
    ])
    func floatsHaveThePythonText(text: String, canonical: String) throws {
        let parsed = try type(text)
        #expect(parsed.typeClass == .float)
        #expect(parsed.canonicalText == canonical)
        #expect(try type(canonical) == parsed)
    }

    @Test(arguments: [
        "1__0", "_1", "1_", "+", "-", ".", "1e", "e5", "0x10", "1 0", "--5", "1._5", "1_.5", "infinit", "5_e1", "@TRUE", "'",
    ])
    func otherTextsAreNoNumbers(text: String) throws {
        let error = #expect(throws: TypeParseError.self) { try type(text) }
        #expect(error?.cause == .unknownName(text))
    }

    @Test func wholeNumbersHave64Bits() throws {
        #expect(try type("-9223372036854775808").integerLiteral == .min)
        let error = #expect(throws: TypeParseError.self) { try type("Array<int, 9223372036854775808>") }
        #expect(
            error?.description == """
                Error parsing type-string "Array<int, 9223372036854775808>": \
                Error parsing type-string "9223372036854775808": 9223372036854775808 does not fit into 64 bits
                """
        )
    }

    /// An accent behind a quote is one character with it, but still a quote.
    @Test(arguments: [#"it's"#, "a\\b", "\u{301}x\u{301}", "<'>,", "  ", "😀", "\\'", "\n", "'\u{301}"])
    func stringsSurviveAsArguments(text: String) throws {
        let domain = TypeCatalog.builtin.type(.domain, .string(text))
        #expect(try type(domain.canonicalText) == domain)
        #expect(try type("PK<Dataset<\(domain.canonicalText)>>").arguments[0].arguments[0] == domain)
        #expect(domain.arguments[0].stringLiteral == text)
    }

    @Test(arguments: [("1", "@true"), ("@true", "1"), ("0", "@false"), ("5", "6.0"), ("'5'", "5"), ("0", "''")])
    func literalsOfOtherTypesAreApart(text: String, other: String) throws {
        #expect(try !type(text).isSubtype(of: try type(other)))
    }

    @Test func wholeFloatsAndIntegersAreOne() throws {
        #expect(try type("Map<5>").isSubtype(of: try type("Map<5.0>")))
        #expect(try !type("5").isSubtype(of: try type("float")))
        #expect(throws: TypeParseError.self) { try type("Array<int, 5.0>") }
    }
}
