import JobModel
import Storage

/// Which errors to list; empty lists and nil mean all.
package struct ErrorFilter: Sendable {
    package var names: [String] = []
    package var jobTypeNames: [String] = []
    package var categories: [String] = []
    package var isBuiltin: Bool?
    package var from: Timestamp?
    package var to: Timestamp?

    package init() {}
}

/// The fields by which errors are sorted, as they are stored.
package enum ErrorOrderField: String, Sendable, CaseIterable {
    case id, name, title, description, category, created
    case jobTypeName = "job_type_name"
    case isBuiltin = "is_builtin"
    case lastModified = "last_modified"
}

extension JobEngine {
    /// Errors, built-in ones and those of manifests.
    /// - Parameter order: the fields to sort by, the most important first; by id where they are equal.
    package func errors(
        matching filter: ErrorFilter, order: [(field: ErrorOrderField, descending: Bool)], offset: Int64, limit: Int64
    ) async throws -> (rows: [ErrorRow], count: Int64) {
        let order = (order.map { "\($0.field.rawValue) \($0.descending ? "DESC" : "ASC")" } + ["id"])
            .joined(separator: ", ")
        return try await read { connection in
            let condition = ErrorCondition(filter)
            let count = try connection.integer("SELECT COUNT(*) FROM errors \(condition.clause)", condition.arguments) ?? 0
            let rows = try connection.all(
                "SELECT \(ErrorRow.columns) FROM errors \(condition.clause) ORDER BY \(order) LIMIT \(limit) OFFSET \(offset)",
                condition.arguments
            ) { ErrorRow($0) }
            return (rows, count)
        }
    }

    /// - Throws: `EngineError.Code.notFound`.
    package func error(_ id: Int64) async throws -> ErrorRow {
        try await read { connection in
            guard let error = try connection.error(id) else { throw EngineError.notFound("error", id) }
            return error
        }
    }
}

private struct ErrorCondition {
    private var parts: [String] = []
    private(set) var arguments: [SQLValue] = []

    init(_ filter: ErrorFilter) {
        add("name", filter.names)
        add("job_type_name", filter.jobTypeNames)
        add("category", filter.categories.map { $0.uppercased() })
        if let isBuiltin = filter.isBuiltin { add("is_builtin =", .bool(isBuiltin)) }
        if let from = filter.from { add("last_modified >=", .time(from)) }
        if let to = filter.to { add("last_modified <=", .time(to)) }
    }

    var clause: String {
        parts.isEmpty ? "" : "WHERE " + parts.joined(separator: " AND ")
    }

    private mutating func add(_ column: String, _ texts: [String]) {
        guard !texts.isEmpty else { return }
        let places = texts.indices.map { "$\(arguments.count + $0 + 1)" }.joined(separator: ", ")
        parts.append("\(column) IN (\(places))")
        arguments += texts.map { .text($0) }
    }

    private mutating func add(_ comparison: String, _ value: SQLValue) {
        arguments.append(value)
        parts.append("\(comparison) $\(arguments.count)")
    }
}
