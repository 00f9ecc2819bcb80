import JSONSupport
import JobModel
import Storage

/// A field that a list may be filtered and sorted by. A schema is an allow-list: what is not in it, such as a password,
/// cannot be asked for.
struct QueryField: Sendable {
    enum Kind: Sendable {
        case text
        case integer
        case real
        case flag
        case time
        /// Only whether it is there can be asked.
        case presence
    }

    let kind: Kind
    /// The expression, without `$n`.
    let sql: String
    /// Wraps a condition on `sql`, where the field belongs to many rows: `EXISTS (SELECT 1 FROM … AND (` and `))`.
    var many: (prefix: String, suffix: String)?
    /// The phases that a job can be in while the field is null, which an index can find.
    var phasesWhenNull: Set<JobPhase>?

    init(
        _ kind: Kind, _ sql: String, many: (prefix: String, suffix: String)? = nil,
        phasesWhenNull: Set<JobPhase>? = nil
    ) {
        self.kind = kind
        self.sql = sql
        self.many = many
        self.phasesWhenNull = phasesWhenNull
    }
}

/// The fields of one kind of row by their names, relations joined with a dot.
struct QuerySchema: Sendable {
    private let fields: [String: QueryField]
    private let aliases: [(prefix: String, replacement: String)]

    /// - Parameter aliases: other spellings of the beginnings of names, such as `pk` for `id`.
    init(_ fields: [String: QueryField], aliases: [(prefix: String, replacement: String)] = []) {
        self.fields = fields
        self.aliases = aliases
    }

    /// - Throws: `EngineError.Code.invalid` naming a field that is not there or not for filtering.
    func field(_ name: String) throws(EngineError) -> QueryField {
        var plain = name.replacing("__", with: ".")
        if let field = fields[plain] { return field }
        for alias in aliases where plain == alias.prefix || plain.hasPrefix(alias.prefix + ".") {
            plain = alias.replacement + plain.dropFirst(alias.prefix.count)
            if let field = fields[plain] { return field }
        }
        throw .invalid(name, "Unknown field '\(name)'. Fields are: \(fields.keys.sorted().joined(separator: ", "))")
    }
}

extension QueryField {
    /// A value as this field's column compares with it. Django's coercions are kept: `"3"`, `3.7` and `true` are 3, 3
    /// and 1 for a whole number, 5 is `"5"` for a text (ufdl.md §3).
    /// - Throws: `EngineError.Code.invalid` naming the field.
    func value(_ json: JSON, of name: String) throws(EngineError) -> SQLValue {
        let value: SQLValue? = switch kind {
        case .text: Self.text(json)
        case .integer: Self.integer(json)
        case .real: Self.real(json)
        case .flag: Self.flag(json)
        case .time: json.stringValue.flatMap { Timestamp(iso8601: $0) }.map { .time($0) }
        case .presence: nil
        }
        guard let value else {
            throw .invalid(name, "Field '\(name)' cannot be compared with \(json.compactText)")
        }
        return value
    }

    private static func text(_ json: JSON) -> SQLValue? {
        switch json {
        case .string(let text): .text(text)
        case .int, .double: .text(json.compactText)
        case .bool(let flag): .text(flag ? "True" : "False")
        default: nil
        }
    }

    private static func integer(_ json: JSON) -> SQLValue? {
        switch json {
        case .int(let number): .integer(number)
        case .double(let number): Int64(exactly: number.rounded(.towardZero)).map { .integer($0) }
        case .bool(let flag): .integer(flag ? 1 : 0)
        case .string(let text): Int64(text).map { .integer($0) }
        default: nil
        }
    }

    private static func real(_ json: JSON) -> SQLValue? {
        switch json {
        case .int(let number): .real(Double(number))
        case .double(let number): .real(number)
        case .bool(let flag): .real(flag ? 1 : 0)
        case .string(let text): Double(text).flatMap { $0.isFinite ? .real($0) : nil }
        default: nil
        }
    }

    private static func flag(_ json: JSON) -> SQLValue? {
        switch json {
        case .bool(let flag): .bool(flag)
        case .int(0), .string("false"), .string("False"), .string("0"): .bool(false)
        case .int(1), .string("true"), .string("True"), .string("1"): .bool(true)
        default: nil
        }
    }
}
