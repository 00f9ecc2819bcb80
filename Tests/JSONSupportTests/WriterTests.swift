import JSONSupport
import Testing

@Suite struct WriterTests {
    private func text(_ write: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        write(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test func commasStandOnlyBetween() {
        let written = text { writer in
            writer.beginObject()
            writer.field("a", 1 as Int64)
            writer.key("b")
            writer.beginArray()
            writer.beginArray()
            writer.endArray()
            writer.beginObject()
            writer.endObject()
            writer.value("x")
            writer.null()
            writer.endArray()
            writer.key("c" as String)
            writer.beginObject()
            writer.field("d", true)
            writer.field("e", nil as String?)
            writer.endObject()
            writer.fieldRaw("f", "[1,2]")
            writer.fieldRaw("g", nil)
            writer.field("h", 2.0)
            writer.endObject()
        }
        #expect(written == #"{"a":1,"b":[[],{},"x",null],"c":{"d":true,"e":null},"f":[1,2],"g":null,"h":2.0}"#)
    }

    @Test func rawValuesAreSeparated() {
        let written = text { writer in
            writer.beginArray()
            writer.raw("{}")
            writer.raw(Array("1".utf8))
            writer.value(false)
            writer.endArray()
        }
        #expect(written == "[{},1,false]")
    }

    @Test(arguments: [
        ("\"\\", #""\"\\""#), ("\n\r\t", #""\n\r\t""#), ("\u{0}\u{8}\u{c}\u{1f}", #""\u0000\u0008\u000c\u001f""#),
        ("/\u{7f}é😀", "\"/\u{7f}é😀\""), ("", #""""#), ("a\"b\"c", #""a\"b\"c""#),
    ])
    func escapes(value: String, expected: String) throws {
        #expect(text { $0.value(value) } == expected)
        #expect(try JSON.parse(expected) == .string(value))
        #expect(JSON.object([value: 1]).compactText == "{\(expected):1}")
    }

    @Test(arguments: [
        (1.0, "1.0"), (0.1, "0.1"), (-2.5, "-2.5"), (-0.0, "-0.0"), (0.25, "0.25"), (1e300, "1e+300"),
        (.infinity, "null"), (-.infinity, "null"), (.nan, "null"),
    ])
    func doubles(value: Double, expected: String) {
        #expect(text { $0.value(value) } == expected)
    }

    @Test(arguments: [
        0.1 + 0.2, 1.0 / 3, 1e16, 123_456_789.125, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 9_223_372_036_854_775_808,
    ])
    func doublesReadBackTheSame(value: Double) throws {
        #expect(try JSON.parse(JSON.double(value).compactText) == .double(value))
    }

    @Test(arguments: [(0, "0"), (-7, "-7"), (1_000, "1000"), (.max, "9223372036854775807"), (.min, "-9223372036854775808")])
    func integers(value: Int64, expected: String) {
        #expect(text { $0.value(value) } == expected)
    }

    @Test func absentValuesAreNull() {
        let written = text { writer in
            writer.beginArray()
            writer.value(nil as String?)
            writer.value(nil as Int64?)
            writer.value(nil as Double?)
            writer.value(nil as Bool?)
            writer.endArray()
        }
        #expect(written == "[null,null,null,null]")
    }
}
