import JSONSupport
import Testing

/// Texts that are not JSON, and where they stop being it.
@Suite struct ParserErrorTests {
    @Test(arguments: [
        ("", "Expecting value: line 1 column 1 (char 0)"),
        ("  ", "Expecting value: line 1 column 3 (char 2)"),
        ("nul", "Expecting value: line 1 column 1 (char 0)"),
        ("NaN", "Expecting value: line 1 column 1 (char 0)"),
        ("-Infinity", "Expecting value: line 1 column 1 (char 0)"),
        ("-", "Expecting value: line 1 column 1 (char 0)"),
        ("+1", "Expecting value: line 1 column 1 (char 0)"),
        (".5", "Expecting value: line 1 column 1 (char 0)"),
        ("01", "Extra data: line 1 column 2 (char 1)"),
        ("1.", "Extra data: line 1 column 2 (char 1)"),
        ("{} x", "Extra data: line 1 column 4 (char 3)"),
        ("{}{}", "Extra data: line 1 column 3 (char 2)"),
        ("[1,]", "Expecting value: line 1 column 4 (char 3)"),
        ("[1 2]", "Expecting ',' delimiter: line 1 column 4 (char 3)"),
        ("[1", "Expecting ',' delimiter: line 1 column 3 (char 2)"),
        ("[\n1,\n x]", "Expecting value: line 3 column 2 (char 6)"),
        ("{\"a\":1,}", "Expecting property name enclosed in double quotes: line 1 column 8 (char 7)"),
        ("{'a':1}", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ("{\"a\" 1}", "Expecting ':' delimiter: line 1 column 6 (char 5)"),
        ("{\"a\":1 \"b\":2}", "Expecting ',' delimiter: line 1 column 8 (char 7)"),
        ("\"abc", "Unterminated string starting at: line 1 column 1 (char 0)"),
        ("\"abc\\", "Unterminated string starting at: line 1 column 1 (char 0)"),
        ("\"a\nb\"", "Invalid control character at: line 1 column 3 (char 2)"),
        ("\"\u{0}\"", "Invalid control character at: line 1 column 2 (char 1)"),
        ("\"\\n\u{1f}\"", "Invalid control character at: line 1 column 4 (char 3)"),
        ("\"\\x\"", "Invalid \\escape: line 1 column 2 (char 1)"),
    ])
    func saysWhatPythonSays(text: String, message: String) {
        let error = #expect(throws: JSONParseError.self) { try JSON.parse(text) }
        #expect(error?.description == message)
        #expect(error.map { message.hasSuffix("(char \($0.offset))") } == true)
    }

    @Test(arguments: [
        #""\ud83d""#, #""\ud83dx""#, #""\ud83d\n""#, #""\ud83d\u0041""#, #""\ude00""#, #""\ud83d\ud83d\ude00""#,
    ])
    func loneSurrogates(text: String) {
        let error = #expect(throws: JSONParseError.self) { try JSON.parse(text) }
        #expect(error?.description == "Lone surrogate: line 1 column 2 (char 1)")
    }

    @Test(arguments: [#""\u12"#, #""\u12g4""#, #""\u+123""#, #""\u""#])
    func badUnicodeEscapes(text: String) {
        let error = #expect(throws: JSONParseError.self) { try JSON.parse(text) }
        #expect(error?.message.hasPrefix("Invalid \\uXXXX escape: ") == true)
    }

    @Test(arguments: [
        [0xff], [0x80], [0xc0, 0xaf], [0xe2, 0x82], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xf8, 0x88, 0x80, 0x80, 0x80],
    ] as [[UInt8]])
    func invalidUTF8(bytes: [UInt8]) {
        let quote = UInt8(ascii: "\"")
        for text in [[quote] + bytes + [quote], [quote] + Array(#"\n"#.utf8) + bytes + [quote]] {
            let error = #expect(throws: JSONParseError.self) { try JSON.parse(text) }
            #expect(error?.message.hasPrefix("Invalid UTF-8: ") == true)
        }
        #expect(throws: JSONParseError.self) { try JSON.parse(bytes) }
    }

    @Test func aByteOrderMarkIsNoBlank() {
        #expect(throws: JSONParseError.self) { try JSON.parse([0xef, 0xbb, 0xbf, 0x31]) }
    }

    @Test(arguments: ["1e400", "-1e400", "[1, 1e309]"])
    func numbersOutOfRange(text: String) {
        let error = #expect(throws: JSONParseError.self) { try JSON.parse(text) }
        #expect(error?.message.hasPrefix("Number out of range: ") == true)
    }

    @Test(arguments: ["1e", "1e+", "1ex"])
    func exponentsWithoutDigits(text: String) {
        #expect(throws: JSONParseError.self) { try JSON.parse(text) }
    }

    @Test func depthHasALimit() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(throws: Never.self) { try JSON.parse(nested(64)) }
        let error = #expect(throws: JSONParseError.self) { try JSON.parse(nested(65)) }
        #expect(error?.message.hasPrefix("Nested deeper than 64 levels: ") == true)
        #expect(throws: JSONParseError.self) { try JSON.parse(nested(1_000_000)) }
        #expect(throws: JSONParseError.self) {
            try JSON.parse(String(repeating: #"{"a":"#, count: 65) + "1" + String(repeating: "}", count: 65))
        }
        #expect(throws: Never.self) { try JSON.parse("[[],[],[]]", limits: JSONLimits(maximumDepth: 2)) }
    }

    @Test func valuesAreCounted() throws {
        let limits = JSONLimits(maximumNodes: 4)
        #expect(throws: Never.self) { try JSON.parse("[1,2,3]", limits: limits) }
        for text in ["[1,2,3,4]", #"{"a":1,"b":2,"c":3,"d":4}"#, "[[[[[]]]]]"] {
            let error = #expect(throws: JSONParseError.self) { try JSON.parse(text, limits: limits) }
            #expect(error?.message.hasPrefix("More than 4 values: ") == true)
        }
    }
}
