import JSONSupport
import Testing

/// Texts that are JSON, and what they mean.
@Suite struct ParserTests {
    @Test func valuesOfEveryKind() throws {
        let json = try JSON.parse(#" { "a" : [ null , true , false , 1 , 1.5 , "x" , {} , [] ] } "# + "\r\n\t")
        #expect(json == ["a": [nil, true, false, 1, 1.5, "x", [:], []]])
    }

    @Test(arguments: [
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
        (#""\u0041\u00e9\u20AC""#, "Aé€"),
        (#""\ud83d\uDE00""#, "😀"),
        (#""\ud800\udc00\udbff\udfff""#, "\u{10000}\u{10ffff}"),
        (#""plain é then \n""#, "plain é then \n"),
        (#""""#, ""),
        ("\"\u{7f}\"", "\u{7f}"),
    ])
    func strings(text: String, expected: String) throws {
        #expect(try JSON.parse(text).stringValue.map { Array($0.unicodeScalars) } == Array(expected.unicodeScalars))
    }

    @Test(arguments: [
        ("0", JSON.int(0)), ("-0", .int(0)), ("-1", .int(-1)),
        ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
        ("9223372036854775808", .double(9_223_372_036_854_775_808)),
        ("-9223372036854775809", .double(-9_223_372_036_854_775_808)),
        ("1.0", .double(1)), ("1e2", .double(100)), ("1E+2", .double(100)), ("25e-1", .double(2.5)),
        ("1.7976931348623157e308", .double(.greatestFiniteMagnitude)), ("5e-324", .double(.leastNonzeroMagnitude)),
        ("0.1", .double(0.1)),
    ])
    func numbers(text: String, expected: JSON) throws {
        #expect(try JSON.parse(text) == expected)
    }

    @Test func lastOfEqualKeysCountsAndKeepsItsPlace() throws {
        let json = try JSON.parse(#"{"a":1,"b":2,"a":3}"#)
        #expect(json.compactText == #"{"a":3,"b":2}"#)
    }

    @Test func nulIsParsedAndFound() throws {
        #expect(try JSON.parse(#""a\u0000b""#) == "a\u{0}b")
        #expect(try JSON.parse(#"[{"a":["\u0000"]}]"#).containsNUL)
        #expect(try JSON.parse(#"{"\u0000":1}"#).containsNUL)
        #expect(try !JSON.parse(#"{"0":["u0000",0,null]}"#).containsNUL)
    }

    @Test func bytesAndTextGiveTheSame() throws {
        let text = #"{"é":[1,"😀"]}"#
        #expect(try JSON.parse(Array(text.utf8)) == JSON.parse(text))
    }
}
