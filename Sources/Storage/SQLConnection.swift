/// A connection inside a transaction, valid only within the closure that receives it, on the driver's own thread.
///
/// Write SQL that both SQLite and PostgreSQL run: `$1`, `$2` … numbered in the order of their first appearance, integers
/// for timestamps, `RETURNING`, `ON CONFLICT`, no function that only one of them has. Statements are cached by their
/// text, so values belong into arguments, never into the text.
package protocol SQLConnection {
    /// Runs a statement that answers no rows.
    /// - Returns: how many rows it changed.
    /// - Throws: `StorageError`.
    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int

    /// Runs a statement and hands each row of its answer to `read`.
    /// - Throws: `StorageError`, or what `read` throws.
    func forEach(_ sql: String, _ arguments: [SQLValue], _ read: (any SQLRow) throws -> Void) throws

    /// Runs several statements of a script, such as a migration, without arguments.
    func executeScript(_ sql: String) throws
}

extension SQLConnection {
    @discardableResult
    package func execute(_ sql: String) throws -> Int {
        try execute(sql, [])
    }

    /// All rows of an answer, in order. Bound it with `LIMIT` unless the table is small by nature.
    package func all<Value>(
        _ sql: String, _ arguments: [SQLValue] = [], _ read: (any SQLRow) throws -> Value
    ) throws -> [Value] {
        var values: [Value] = []
        try forEach(sql, arguments) { values.append(try read($0)) }
        return values
    }

    /// The first row of an answer, if there is one.
    package func first<Value>(
        _ sql: String, _ arguments: [SQLValue] = [], _ read: (any SQLRow) throws -> Value
    ) throws -> Value? {
        var value: Value?
        try forEach(sql, arguments) { row in
            if value == nil { value = try read(row) }
        }
        return value
    }

    /// The integer in the first column of the first row; nil without a row.
    package func integer(_ sql: String, _ arguments: [SQLValue] = []) throws -> Int64? {
        try first(sql, arguments) { $0.int(0) }
    }
}
