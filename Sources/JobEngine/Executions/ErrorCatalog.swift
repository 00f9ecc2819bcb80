import JobModel
import Storage

/// An error as it is stored (scale.md §6.4).
package struct ErrorRow: Sendable, Hashable {
    package let id: Int64
    package let name: String
    /// The job type's name for an error that a manifest defines; nil for the others.
    package let jobTypeName: String?
    package let title: String
    package let description: String
    package let category: ErrorCategory
    package let isBuiltin: Bool
    package let isRetried: Bool
    package let created: Timestamp
    package let lastModified: Timestamp

    static let columns =
        "id, name, job_type_name, title, description, category, is_builtin, should_be_retried, created, last_modified"

    init(_ row: any SQLRow) {
        id = row.int(0)
        name = row.text(1)
        jobTypeName = row.text(2).isEmpty ? nil : row.text(2)
        title = row.text(3)
        description = row.text(4)
        category = .stored(row.text(5))
        isBuiltin = row.bool(6)
        isRetried = row.bool(7)
        created = row.time(8)
        lastModified = row.time(9)
    }

    func report(message: String?) -> FaultReport {
        FaultReport(JobFault(errorID: id, message: message), isRetried: isRetried)
    }
}

extension ErrorCategory {
    /// Reads what is stored; a category that this version does not know counts as the system's.
    static func stored(_ text: String) -> ErrorCategory {
        ErrorCategory(rawValue: text) ?? .system
    }
}

extension SQLConnection {
    func error(_ id: Int64) throws -> ErrorRow? {
        try first("SELECT \(ErrorRow.columns) FROM errors WHERE id = $1", [.integer(id)]) { ErrorRow($0) }
    }

    /// The error of that name: a manifest's own before a built-in one.
    func error(named name: String, jobTypeName: String) throws -> ErrorRow? {
        try first(
            """
            SELECT \(ErrorRow.columns) FROM errors WHERE name = $1 AND job_type_name IN ($2, '')
            ORDER BY job_type_name DESC LIMIT 1
            """,
            [.text(name), .text(jobTypeName)]
        ) { ErrorRow($0) }
    }

    /// A built-in error; every database has all of them from its first start.
    func builtinError(_ name: String) throws -> ErrorRow {
        guard let error = try error(named: name, jobTypeName: "") else {
            throw StorageError(.incompatible, "the built-in error \(name) is missing from the database")
        }
        return error
    }

    /// Makes or renews the row of an error; its id stays.
    func saveError(
        name: String, jobTypeName: String, title: String, description: String, category: ErrorCategory,
        isBuiltin: Bool, isRetried: Bool, now: Timestamp
    ) throws {
        try execute(
            """
            INSERT INTO errors (name, job_type_name, title, description, category, is_builtin, should_be_retried, \
            created, last_modified) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)
            ON CONFLICT (job_type_name, name) DO UPDATE SET title = excluded.title, description = excluded.description, \
            category = excluded.category, should_be_retried = excluded.should_be_retried, \
            last_modified = excluded.last_modified
            """,
            [
                .text(name), .text(jobTypeName), .text(title), .text(description), .text(category.rawValue),
                .bool(isBuiltin), .bool(isRetried), .time(now),
            ]
        )
    }

    func saveBuiltinErrors(now: Timestamp) throws {
        for error in BuiltinError.all {
            try saveError(
                name: error.name, jobTypeName: "", title: error.title, description: error.description,
                category: error.category, isBuiltin: true, isRetried: error.isRetried, now: now
            )
        }
    }
}
