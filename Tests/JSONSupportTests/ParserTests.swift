import JSONSupport
import Testing

@Suite struct ParserTests {
    @Test(arguments: [
        ("null", JSON.null), ("true", true), ("-0", 0), ("9223372036854775807", .int(.max)),
        ("9223372036854775808", .double(9_223_372_036_854_775_808)), ("1.0", .double(1)), ("1e2", .double(100)),
        (#""a\"\\\/\b\f\n\r\t""#, .string("a\"\\/\u{8}\u{c}\n\r\t")), (#""\u00e9\ud83d\ude00""#, "é😀"),
        (" [1 , 2 ] ", [1, 2]), (#"{"a":1,"b":{"c":[]}}"#, ["a": 1, "b": ["c": []]]), (#"{"a":1,"a":2}"#, ["a": 2]),
    ] as [(String, JSON)])
    func textIsRead(text: String, value: JSON) throws {
        #expect(try JSON.parse(text) == value)
    }

    @Test(arguments: [
        "", " ", "nul", "[1,]", "{\"a\":1,}", "{a:1}", "01", "+1", "1.", ".5", "1e", "NaN", "Infinity", "1e999", "[1 2]", "\"a",
        "\"\u{1}\"", #""\x""#, #""\ud800""#, #""\udc00""#, #""\ud800\u0041""#, "[]x", "'a'", "{\"a\" 1}", "[", "{", "\u{feff}1",
    ])
    func everythingElseIsRefused(text: String) {
        #expect(throws: JSONParseError.self) { try JSON.parse(text) }
    }

    @Test func badUTF8IsRefused() {
        for bytes: [UInt8] in [[0x22, 0xff, 0x22], [0x22, 0xc0, 0x80, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22]] {
            #expect(throws: JSONParseError.self) { try JSON.parse(bytes) }
        }
    }

    @Test func depthAndSizeAreLimited() {
        let deep = String(repeating: "[", count: 65) + String(repeating: "]", count: 65)
        #expect(throws: JSONParseError.self) { try JSON.parse(deep) }
        #expect(throws: Never.self) { try JSON.parse(String(deep.dropFirst().dropLast())) }
        #expect(throws: JSONParseError.self) { try JSON.parse("[1,2,3]", limits: JSONLimits(maximumNodes: 3)) }
    }

    @Test func theErrorSaysWhere() {
        let error = #expect(throws: JSONParseError.self) { try JSON.parse("{\n  \"a\": x}") }
        #expect(error?.message == "Expecting value: line 2 column 8 (char 9)")
    }

    @Test func nulIsFound() throws {
        #expect(try JSON.parse(#"{"a":["\u0000"]}"#).containsNUL)
        #expect(try JSON.parse(#"{"\u0000":1}"#).containsNUL)
        #expect(try !JSON.parse(#"{"a":["b"]}"#).containsNUL)
    }

    @Test func whatIsWrittenReadsBack() throws {
        let value: JSON = [
            "text": "a\"\\\n\u{1}é😀", "numbers": [.int(.min), .int(.max), 0.1, -1.5e300], "nothing": .null, "empty": [:],
        ]
        #expect(try JSON.parse(value.compactText) == value)
        #expect(JSON.array([1.0, "a", true]).compactText == #"[1.0,"a",true]"#)
    }

    @Test func membersKeepTheirOrder() throws {
        let keys = (0..<20).map { "k\(19 - $0)" }
        var object = JSONObject(keys.map { ($0, .null) })
        #expect(object.keys == keys)
        object.removeValue(forKey: "k10")
        object["k5"] = 1
        #expect(object.keys == keys.filter { $0 != "k10" })
        #expect(object["k5"] == 1 && object["k10"] == nil)
    }

    @Test func theWriterSetsTheCommas() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("a", 1 as Int64)
        writer.key("b")
        writer.beginArray()
        writer.value("x")
        writer.raw("{}")
        writer.endArray()
        writer.fieldRaw("c", nil)
        writer.endObject()
        #expect(String(decoding: writer.bytes, as: UTF8.self) == #"{"a":1,"b":["x",{}],"c":null}"#)
    }
}
