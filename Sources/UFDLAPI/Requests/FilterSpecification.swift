import HTTPSupport
import JSONSupport
import JobEngine

/// Reads what a list is asked for (ufdl.md §3): strict, with every expression of the original and both spellings of
/// `isnull`.
enum FilterSpecification {
    /// - Throws: `SchemaMismatch`, `RequestError`.
    static func query(_ call: Call) async throws -> RowQuery {
        switch try await call.content() {
        case .none: return RowQuery()
        case .form(let fields):
            return fields.isEmpty ? RowQuery() : try query(.object(JSONObject(fields.pairs.map { ($0.name, .string($0.value)) })))
        case .json(.array(let elements)) where elements.isEmpty: return RowQuery()
        case .json(let json): return try query(json)
        }
    }

    static func query(_ json: JSON) throws(SchemaMismatch) -> RowQuery {
        let object = try StrictObject(json, known: ["expressions", "order_by", "include_inactive"])
        var query = RowQuery()
        query.conditions = try object.optional("expressions", Strict.array(expression)) ?? []
        query.order = try object.optional("order_by", Strict.array(order)) ?? []
        query.includesInactive = try object.optional("include_inactive", Strict.flag) ?? false
        return query
    }

    private static func expression(_ json: JSON) throws(SchemaMismatch) -> RowCondition {
        switch json["type"]?.stringValue {
        case "and": try all(json)
        case "or": try any(json)
        default: try test(json)
        }
    }

    private static func all(_ json: JSON) throws(SchemaMismatch) -> RowCondition {
        let object = try StrictObject(json, known: ["type", "sub_expressions", "invert"])
        let parts = try object.required("sub_expressions", Strict.array(atLeast: 2, test))
        return .all(parts, isInverted: try object.optional("invert", Strict.flag) ?? false)
    }

    private static func any(_ json: JSON) throws(SchemaMismatch) -> RowCondition {
        let object = try StrictObject(json, known: ["type", "sub_expressions", "invert"])
        let parts = try object.required("sub_expressions", Strict.array(atLeast: 2, partOfAny))
        return .any(parts, isInverted: try object.optional("invert", Strict.flag) ?? false)
    }

    private static func partOfAny(_ json: JSON) throws(SchemaMismatch) -> RowCondition {
        json["type"] == "and" ? try all(json) : try test(json)
    }

    private static func test(_ json: JSON) throws(SchemaMismatch) -> RowCondition {
        let type = try StrictObject(json, known: nil).required("type", Strict.string)
        let own: [String]
        switch type {
        case "exact": own = ["value", "case_insensitive"]
        case "contains": own = ["sub_string", "case_insensitive"]
        case "isnull", "is_null": own = []
        case "compare": own = ["operator", "value"]
        default: throw SchemaMismatch("'\(type)' is not one of 'exact', 'contains', 'isnull', 'compare' here")
        }
        let object = try StrictObject(json, known: ["type", "field", "invert"] + own)
        let field = try object.required("field", Strict.string(1...200))
        let question = try question(type, object)
        let isInverted = try object.optional("invert", Strict.flag) ?? false
        return .test(FieldTest(field: field, question: question), isInverted: isInverted)
    }

    private static func question(_ type: String, _ object: StrictObject) throws(SchemaMismatch) -> FieldTest.Question {
        let ignoresCase = try object.optional("case_insensitive", Strict.flag) ?? false
        switch type {
        case "exact":
            return .equals(try object.required("value", scalar), ignoresCase: ignoresCase)
        case "contains":
            return .contains(try object.required("sub_string", Strict.string(1...10_000)), ignoresCase: ignoresCase)
        case "compare":
            let name = try object.required("operator", Strict.string)
            guard let comparison = FieldTest.Comparison(rawValue: name) else {
                throw SchemaMismatch("operator: '\(name)' is not one of '<', '>', '<=', '>='")
            }
            let value = try object.required("value", scalar)
            guard value.boolValue == nil else { throw SchemaMismatch.type(value, "string or number") }
            return .compares(comparison, value)
        default:
            return .isNull
        }
    }

    private static func scalar(_ json: JSON) throws(SchemaMismatch) -> JSON {
        switch json {
        case .string, .int, .double, .bool: json
        case .null, .array, .object: throw .type(json, "string, number or boolean")
        }
    }

    private static func order(_ json: JSON) throws(SchemaMismatch) -> RowOrder {
        let object = try StrictObject(json, known: ["field", "ascending", "nulls_first"])
        return RowOrder(
            field: try object.required("field", Strict.string(1...200)),
            isAscending: try object.optional("ascending", Strict.flag) ?? true,
            nullsFirst: try object.optional("nulls_first", Strict.flag)
        )
    }
}
