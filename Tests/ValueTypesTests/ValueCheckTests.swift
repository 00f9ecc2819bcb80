import JSONSupport
import Testing
import ValueTypes

@Suite struct ValueCheckTests {
    /// The server has rows 1 to 5 and one named `Speech`.
    static func problem(_ text: String, _ value: String) throws -> String? {
        try type(text).problem(with: try JSON.parse(value)) { live, value in
            live.typeClass == .name ? value == "Speech" : (1...5).map(JSON.int).contains(value)
        }
    }

    @Test(arguments: [
        ("str", #""x""#), ("int", "3"), ("int", "3.0"), ("int", "-1e3"), ("int", "1e300"), ("float", "3"), ("float", "0.5"),
        ("bool", "false"), ("'abc'", #""abc""#), ("5", "5"), ("5", "5.0"), ("5.0", "5"), ("@true", "true"),
        ("Nothing", "null"), ("ValueType", "1"), ("ValueType", "true"), ("ValueType", #""x""#),
        ("JSON", #"{"a":[null,{"b":1}]}"#), ("Array<int>", "[]"), ("Array<int>", "[1,2]"), ("Array<int, 2>", "[1,2.0]"),
        ("Map<Array<float>>", #"{"a":[],"b":[1.5]}"#), ("PK<Domain>", "1"), ("PK<Domain>", "1.0"),
        ("JobOutput<JSON>", "5"), ("Name<Domain>", #""Speech""#), ("Array<Name<Domain>>", #"["Speech"]"#),
        ("Domain", #"{"name":"ic","description":"Image Classification"}"#),
        ("Framework<'a', str>", #"{"name":"a","version":"1"}"#),
        ("Dataset<Domain<'x'>>", #"{"pk":1,"name":"n","version":1,"domain":"x","tags":{"any":[1]}}"#),
        ("Hardware", #"{"generation":"g","min_compute_capability":1,"max_compute_capability":2.5,"pk":1}"#),
        (
            "DockerImage",
            """
            {"cpu":true,"cuda_version":{"full_version":"12.1","min_driver_version":"1","version":"12"},"domain":"x",
            "framework":{"name":"a","version":"b"},"min_hardware_generation":null,"registry_url":"","tasks":["Train"],
            "url":"","registry_password":null}
            """
        ),
    ])
    func rightValues(type: String, value: String) throws {
        #expect(try Self.problem(type, value) == nil)
    }

    @Test(arguments: [
        ("str", "1", "$ has to be a string, not 1"),
        ("int", "1.5", "$ has to be an integer, not 1.5"),
        ("int", "true", "$ has to be an integer, not true"),
        ("int", #""1""#, #"$ has to be an integer, not "1""#),
        ("float", "null", "$ has to be a number, not null"),
        ("bool", "1", "$ has to be a boolean, not 1"),
        ("'abc'", #""abd""#, #"$ has to be "abc", not "abd""#),
        ("1", "true", "$ has to be 1, not true"),
        ("@true", "1", "$ has to be true, not 1"),
        ("5", "5.5", "$ has to be 5, not 5.5"),
        ("nan", "0.0", "$ has a type that no JSON value has"),
        ("Nothing", "0", "$ has to be null, not 0"),
        ("ValueType", "[]", "$ has to be a string, a number or a boolean, not an array"),
        ("Array<int>", #"{}"#, "$ has to be an array, not an object"),
        ("Array<int>", #"[1,"a"]"#, #"$[1] has to be an integer, not "a""#),
        ("Array<int, 2>", "[1]", "$ has to have 2 elements, not 1"),
        ("Map<int>", "[]", "$ has to be an object, not an array"),
        ("Map<Array<int>>", #"{"a":[1],"b":[1,null]}"#, "$.b[1] has to be an integer, not null"),
        ("PK<Domain>", "6", "$: PK<Domain<str>> has no value 6"),
        ("PK<Domain>", #""Speech""#, #"$: PK<Domain<str>> has no value "Speech""#),
        ("Name<Domain>", #""Nope""#, #"$: Name<Domain<str>> has no value "Nope""#),
        ("Array<PK<Domain>>", "[1,9]", "$[1]: PK<Domain<str>> has no value 9"),
        ("Domain", #"{"name":"ic"}"#, #"$ has no member "description""#),
        ("Domain", #"{"name":"abc","description":"x"}"#, "$.name may have 2 characters at most"),
        ("Domain<'x'>", #"{"name":"ic","description":"y"}"#, #"$.description has to be "x", not "y""#),
        ("Domain", #"{"name":"ic","description":"x","pk":0}"#, "$.pk has to be at least 1"),
        ("Domain", #"{"name":"ic","description":"x","a":0}"#, #"$ may not have a member "a""#),
        ("Dataset", #"{"pk":1,"name":"n","version":0,"domain":"x"}"#, "$.version has to be at least 1"),
        ("Model", "1", "Model<Domain<str>, Framework<str, str>> has no JSON values"),
        ("UFDLJSONType", "3", "UFDLJSONType is abstract; only its sub-types have values"),
        ("PK", "1", "PK<ServerResidentType> is abstract; only its sub-types have values"),
    ])
    func wrongValues(type: String, value: String, problem: String) throws {
        #expect(try Self.problem(type, value) == problem)
    }

    @Test func longTextsAreNotRepeated() throws {
        let long = JSON.string(String(repeating: "x", count: 100)).compactText
        #expect(try Self.problem("int", long) == "$ has to be an integer, not a string")
    }
}
