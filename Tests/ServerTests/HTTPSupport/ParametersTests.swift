import JSONSupport
import JobEngine
import JobModel
import Testing

@testable import HTTPSupport

/// A clock that stands still at 2015-03-11T12:00:00Z.
private struct StoppedClock: EngineClock {
    func now() -> Timestamp { Timestamp(microseconds: 1_426_075_200_000_000) }
}

private func parameters(query: String = "", body: JSON? = nil, form: String? = nil) throws -> RequestParameters {
    let content: BodyContent = if let form {
        .form(try FormFields(parsing: form.utf8))
    } else {
        body.map { .json($0) } ?? .none
    }
    return RequestParameters(query: try FormFields(parsing: query.utf8), content: content, clock: StoppedClock())
}

/// The text that a refusal has for the client.
private func refusal(_ body: () throws -> Void) -> String? {
    do {
        try body()
        return nil
    } catch let error as RequestError {
        return "\(error.status) \(error.detail)"
    } catch {
        return String(describing: error)
    }
}

@Suite("Parameters of a request")
struct ParametersTests {
    @Test("come from the query first, the last of several, and from the body then")
    func precedence() throws {
        let both = try parameters(query: "a=1&a=2", body: ["a": 3, "b": 4])
        #expect(try both.integer("a") == 2)
        #expect(try both.integer("b") == 4)
        #expect(both.bodyValue("a") == 3)
        #expect(try both.integers("a") == [1, 2])
        #expect(try both.integer("c") == nil)
    }

    @Test("that are null count as absent")
    func null() throws {
        let empty = try parameters(body: ["a": nil])
        #expect(try empty.string("a") == nil)
        #expect(empty.hasBodyField("a"))
        #expect(refusal { _ = try empty.required("a", empty.string) } == "400 Missing required parameter: \"a\"")
        #expect(refusal { _ = try empty.required("b", empty.object) } == "400 Missing required parameter: \"b\"")
    }

    @Test(
        "that are truth values",
        arguments: [
            ("true", true), ("T", true), ("1", true), (" True ", true), ("false", false), ("f", false), ("0", false),
        ] as [(JSON, Bool)] + [(true, true), (false, false), (1, true), (0, false)]
    )
    func booleans(_ value: JSON, _ flag: Bool) throws {
        #expect(try parameters(body: ["a": value]).boolean("a") == flag)
    }

    @Test("that are no truth values", arguments: ["", "yes", 2, 1.5, [], [:]] as [JSON])
    func notBooleans(_ value: JSON) {
        #expect(
            refusal { _ = try parameters(body: ["a": value]).boolean("a") }
                == "400 Parameter must be a valid boolean: \"a\""
        )
    }

    @Test(
        "that are whole numbers",
        arguments: [
            (5, 5), (1.9, 1), (-1.9, -1), ("5", 5), (" -5 ", -5), ("+5", 5), ("9223372036854775807", .max),
        ] as [(JSON, Int64)]
    )
    func integers(_ value: JSON, _ number: Int64) throws {
        #expect(try parameters(body: ["a": value]).integer("a") == number)
    }

    @Test(
        "that are no whole numbers",
        arguments: ["", "x", "1.5", "9223372036854775808", 1e300, 9.3e18, true, [1], [:]] as [JSON]
    )
    func notIntegers(_ value: JSON) {
        let expected = "400 Parameter must be a valid integer: \"a\""
        #expect(refusal { _ = try parameters(body: ["a": value]).integer("a") } == expected)
        if value.arrayValue == nil {
            #expect(refusal { _ = try parameters(body: ["a": value]).integers("a") } == expected)
        }
    }

    @Test("that are texts, or numbers for texts")
    func strings() throws {
        let values = try parameters(query: "q=a+b%2B", body: ["a": "x", "b": 5, "c": true, "d": ["1", 2], "e": [true]])
        #expect(try values.string("q") == "a b+")
        #expect(try values.string("a") == "x")
        #expect(try values.string("b") == "5")
        #expect(refusal { _ = try values.string("c") } == "400 Parameter must be a valid string: \"c\"")
        #expect(try values.strings("d") == ["1", "2"])
        #expect(try values.strings("a") == ["x"])
        #expect(try values.strings("z") == [])
        #expect(refusal { _ = try values.strings("e") } == "400 Parameter must be a valid string: \"e\"")
    }

    @Test("that are objects; a text from a form is none")
    func objects() throws {
        #expect(try parameters(body: ["a": ["b": 1]]).object("a") == ["b": 1])
        let expected = "400 Parameter must be a valid JSON object: \"a\""
        #expect(refusal { _ = try parameters(body: ["a": [1]]).object("a") } == expected)
        #expect(refusal { _ = try parameters(form: "a=%7B%7D").object("a") } == expected)
    }

    @Test(
        "that are moments, or durations back from now",
        arguments: [
            ("2015-03-11T00:00:00Z", "2015-03-11T00:00:00Z"),
            ("2015-03-11T02:00:00%2B02:00", "2015-03-11T00:00:00Z"),
            ("PT3H", "2015-03-11T09:00:00Z"), ("P1D", "2015-03-10T12:00:00Z"), ("P", "2015-03-11T12:00:00Z"),
        ]
    )
    func timestamps(_ query: String, _ text: String) throws {
        #expect(try parameters(query: "a=\(query)").timestamp("a")?.iso8601 == text)
    }

    @Test(
        "that are no moments",
        arguments: [
            "", "2015-03-11", "2015-03-11T00:00:00", "2015-03-11T00:00:00-05:00", "2015-03-11T00:00:00+02:00",
            "1426075200",
            "P1W", "-PT1H", "P106751991D", "P900000D",
        ]
    )
    func notTimestamps(_ query: String) {
        // A raw plus sign in a query is a blank.
        #expect(
            refusal { _ = try parameters(query: "a=\(query)").timestamp("a") }
                == "400 Invalid ISO timestamp format for parameter: a"
        )
    }

    @Test("of forms are read like those of a query")
    func forms() throws {
        let form = try parameters(form: "a=1&a=2&b=t&c")
        #expect(try form.integers("a") == [1, 2])
        #expect(try form.integer("a") == 2)
        #expect(try form.boolean("b") == true)
        #expect(try form.string("c") == "")
        #expect(form.bodyFields == ["a", "a", "b", "c"])
    }

    @Test("that a route does not know are named, with those that it knows")
    func unknownFields() throws {
        try parameters(query: "x=1", body: ["a": nil]).checkFields(["a", "b"])
        #expect(
            refusal { try parameters(body: ["a": 1, "x": 2]).checkFields(["a", "b"]) }
                == "400 x is not a valid field. Valid fields are: a, b"
        )
    }

    @Test("that bound a range of time are checked against each other")
    func ranges() throws {
        let early = Timestamp(microseconds: 0), late = Timestamp(microseconds: 86_400_000_000 * 40)
        try RequestParameters.checkRange(from: early, to: late)
        try RequestParameters.checkRange(from: late, to: nil)
        #expect(
            refusal { try RequestParameters.checkRange(from: late, to: late) }
                == "400 Start and end values must be different"
        )
        #expect(
            refusal { try RequestParameters.checkRange(from: late, to: early) }
                == "400 Start time must come before end time"
        )
        #expect(
            refusal { try RequestParameters.checkRange(from: early, to: late, atMost: .seconds(31 * 86_400)) }
                == "400 Time range must be between 0 and 31 days"
        )
    }
}

@Suite("Form fields")
struct FormFieldsTests {
    @Test("are decoded once, with a plus sign for a blank and bad escapes as they are")
    func decoding() throws {
        let fields = try FormFields(parsing: "a=1+2%2B%2525&&b&=c&d=%zz%4&%C3%A9=x=y".utf8)
        #expect(fields.pairs.map(\.name) == ["a", "b", "", "d", "é"])
        #expect(fields.pairs.map(\.value) == ["1 2+%25", "", "c", "%zz%4", "x=y"])
    }

    @Test("with NUL, bad UTF-8 or in great numbers are refused", arguments: ["a=%00", "a=%ff", "a=%C3"])
    func refused(_ text: String) {
        #expect(throws: RequestError.self) { try FormFields(parsing: text.utf8) }
        let many = String(repeating: "a&", count: 1_001)
        #expect(throws: RequestError.self) { try FormFields(parsing: many.utf8) }
    }

    @Test("are written sorted by name, values of one name in their order")
    func writing() throws {
        let fields = try FormFields(parsing: "z=1&b=x+y&a=%C3%A9~&b=%2F&B=2".utf8)
        #expect(fields.sortedQuery() == "B=2&a=%C3%A9~&b=x+y&b=%2F&z=1")
        #expect(fields.setting("b", to: "7").sortedQuery() == "B=2&a=%C3%A9~&b=7&z=1")
        #expect(fields.setting("b", to: nil).sortedQuery() == "B=2&a=%C3%A9~&z=1")
    }
}
