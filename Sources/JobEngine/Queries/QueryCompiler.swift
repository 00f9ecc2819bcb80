import JSONSupport
import JobModel
import Storage

/// Turns a list's query into SQL that both databases run. Values only ever become arguments.
struct QueryCompiler {
    private let schema: QuerySchema
    private(set) var arguments: [SQLValue] = []

    init(schema: QuerySchema) {
        self.schema = schema
    }

    /// The condition of a query, without `WHERE`; empty where everything matches.
    /// - Throws: `EngineError.Code.invalid` naming the field at fault.
    mutating func condition(_ query: RowQuery) throws(EngineError) -> String {
        guard !query.conditions.isEmpty else { return "" }
        return try conjunction(query.conditions)
    }

    /// `ORDER BY …`, ending with the key so that the order is the same every time.
    func order(_ query: RowQuery, key: String) throws(EngineError) -> String {
        var steps: [String] = []
        for step in query.order {
            let field = try schema.field(step.field)
            guard field.many == nil, field.kind != .presence else {
                throw .invalid(step.field, "Field '\(step.field)' cannot be sorted by")
            }
            let nulls = step.nullsFirst ?? step.isAscending ? "NULLS FIRST" : "NULLS LAST"
            steps.append("\(field.sql) \(step.isAscending ? "ASC" : "DESC") \(nulls)")
        }
        return "ORDER BY " + (steps + [key]).joined(separator: ", ")
    }

    private mutating func sql(_ condition: RowCondition) throws(EngineError) -> String {
        switch condition {
        case .test(let test, let isInverted):
            return Self.inverted(try sql(test), isInverted)
        case .all(let conditions, let isInverted):
            return Self.inverted(try conjunction(conditions), isInverted)
        case .any(let conditions, let isInverted):
            var parts: [String] = []
            for condition in conditions { parts.append(try sql(condition)) }
            return Self.inverted("(" + parts.joined(separator: " OR ") + ")", isInverted)
        }
    }

    /// Django excludes rows for which a condition holds; those for which it is unknown stay in (ufdl.md §3).
    private static func inverted(_ sql: String, _ isInverted: Bool) -> String {
        isInverted ? "(CASE WHEN \(sql) THEN 0 ELSE 1 END) = 1" : sql
    }

    /// Conditions that all hold. What several of them say about the phase becomes one term that an index answers: the
    /// poll of the job launcher would otherwise look at every finished job.
    private mutating func conjunction(_ conditions: [RowCondition]) throws(EngineError) -> String {
        var parts: [String] = []
        var phases: Set<JobPhase>?
        for condition in conditions {
            parts.append(try sql(condition))
            if case .test(let test, false) = condition, test.question == .isNull,
                let implied = try schema.field(test.field).phasesWhenNull {
                phases = phases?.intersection(implied) ?? implied
            }
        }
        if let phases {
            let list = phases.map(\.rawValue).sorted().map(String.init).joined(separator: ", ")
            parts.insert(list.isEmpty ? "1 = 0" : "jobs.phase IN (\(list))", at: 0)
        }
        return "(" + parts.joined(separator: " AND ") + ")"
    }

    private mutating func sql(_ test: FieldTest) throws(EngineError) -> String {
        let field = try schema.field(test.field)
        let condition: String
        switch test.question {
        case .isNull:
            condition = field.many == nil ? "\(field.sql) IS NULL" : "1 = 1"
            guard field.many == nil else { return "NOT " + Self.among(field.many, condition) }
        case .equals(let value, let ignoresCase):
            condition = try comparison(field, "=", value, test.field, ignoresCase: ignoresCase)
        case .contains(let part, let ignoresCase):
            guard field.kind == .text else {
                throw .invalid(test.field, "Field '\(test.field)' is not a text and contains nothing")
            }
            // LIKE tells cases apart on one database and not on the other; REPLACE does on both.
            let whole = ignoresCase ? "LOWER(\(field.sql))" : field.sql
            let argument = place(.text(part))
            condition = "REPLACE(\(whole), \(ignoresCase ? "LOWER(\(argument))" : argument), '') <> \(whole)"
        case .compares(let comparison, let value):
            condition = try self.comparison(field, comparison.rawValue, value, test.field)
        }
        return Self.among(field.many, condition)
    }

    private mutating func comparison(
        _ field: QueryField, _ sign: String, _ value: JSON, _ name: String, ignoresCase: Bool = false
    ) throws(EngineError) -> String {
        let argument = place(try field.value(value, of: name))
        guard ignoresCase, field.kind == .text else { return "\(field.sql) \(sign) \(argument)" }
        return "LOWER(\(field.sql)) \(sign) LOWER(\(argument))"
    }

    private static func among(_ many: (prefix: String, suffix: String)?, _ condition: String) -> String {
        many.map { $0.prefix + condition + $0.suffix } ?? condition
    }

    private mutating func place(_ value: SQLValue) -> String {
        arguments.append(value)
        return "$\(arguments.count)"
    }
}
