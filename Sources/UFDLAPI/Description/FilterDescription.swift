import HTTPSupport
import JSONSupport
import JobEngine

extension UFDLAPI {
    /// What every list takes (ufdl.md §3).
    static func defineFilters(in api: inout APIDescription) {
        let field: Fields = ["field": .string(maximum: 200, minimum: 1), "invert?": .boolean]
        let scalar = Schema.either(.string, .number, .boolean)
        let comparisons = FieldTest.Comparison.allCases.map(\.rawValue)
        api.define("FilterTest", .either(
            .object(["type": .exactly("exact"), "value": scalar, "case_insensitive?": .boolean] + field),
            .object([
                "type": .exactly("contains"), "sub_string": .string(maximum: 10_000, minimum: 1), "case_insensitive?": .boolean,
            ] + field),
            .object(["type": .oneOf(["isnull", "is_null"])] + field),
            .object(
                ["type": .exactly("compare"), "operator": .oneOf(comparisons), "value": .either(.string, .number)] + field
            )
        ))
        api.define("FilterAnd", .object([
            "type": .exactly("and"), "sub_expressions": .array(of: .named("FilterTest"), count: 2...100), "invert?": .boolean,
        ]))
        api.define("FilterOr", .object([
            "type": .exactly("or"),
            "sub_expressions": .array(of: .either(.named("FilterTest"), .named("FilterAnd")), count: 2...100),
            "invert?": .boolean,
        ]))
        api.define("Filter", .object([
            "expressions?": .array(of: .either(.named("FilterTest"), .named("FilterAnd"), .named("FilterOr"))),
            "order_by?": .array(of: .object([
                "field": .string(maximum: 200, minimum: 1), "ascending?": .boolean, "nulls_first?": .boolean,
            ])),
            "include_inactive?": .boolean,
        ]))
    }
}
