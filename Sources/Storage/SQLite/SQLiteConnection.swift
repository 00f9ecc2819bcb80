import GRDB
import GRDBSQLite

/// One SQLite connection inside a transaction. It binds and steps by itself: the generic way costs several times as much
/// on statements as small as ours.
struct SQLiteConnection: SQLConnection {
    let database: Database

    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        try withStatement(sql, arguments) { statement in
            var code = sqlite3_step(statement)
            while code == SQLITE_ROW { code = sqlite3_step(statement) }
            guard code == SQLITE_DONE else { throw error(code) }
            return Int(sqlite3_changes(database.sqliteConnection))
        }
    }

    func forEach(_ sql: String, _ arguments: [SQLValue], _ read: (any SQLRow) throws -> Void) throws {
        try withStatement(sql, arguments) { statement in
            let row = SQLiteRow(statement: statement)
            while true {
                switch sqlite3_step(statement) {
                case SQLITE_ROW: try read(row)
                case SQLITE_DONE: return
                case let code: throw error(code)
                }
            }
        }
    }

    func executeScript(_ sql: String) throws {
        let code = sqlite3_exec(database.sqliteConnection, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw error(code) }
    }

    /// Whether a transaction is open; SQLite ends it by itself on errors such as a full disk.
    var isInsideTransaction: Bool {
        sqlite3_get_autocommit(database.sqliteConnection) == 0
    }

    private func withStatement<Value>(
        _ sql: String, _ arguments: [SQLValue], _ body: (OpaquePointer) throws -> Value
    ) throws -> Value {
        let statement: OpaquePointer
        do {
            statement = try database.cachedStatement(sql: sql).sqliteStatement
        } catch let error as DatabaseError {
            throw StorageError(.other, "\(error.message ?? "cannot prepare") in \(sql)")
        }
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
        }
        for (index, argument) in arguments.enumerated() {
            let code = bind(argument, at: Int32(index + 1), of: statement)
            guard code == SQLITE_OK else { throw error(code) }
        }
        return try body(statement)
    }

    private func bind(_ value: SQLValue, at index: Int32, of statement: OpaquePointer) -> Int32 {
        switch value {
        case .null:
            return sqlite3_bind_null(statement, index)
        case .integer(let value):
            return sqlite3_bind_int64(statement, index, value)
        case .real(let value):
            return sqlite3_bind_double(statement, index, value)
        case .text(var value):
            return value.withUTF8 { utf8 in
                utf8.withMemoryRebound(to: CChar.self) { characters in
                    guard let start = characters.baseAddress else {
                        return sqlite3_bind_text(statement, index, "", 0, Self.copied)
                    }
                    return sqlite3_bind_text(statement, index, start, Int32(characters.count), Self.copied)
                }
            }
        case .blob(let bytes):
            return bytes.withUnsafeBytes { buffer in
                guard let start = buffer.baseAddress, !buffer.isEmpty else {
                    return sqlite3_bind_zeroblob(statement, index, 0)
                }
                return sqlite3_bind_blob(statement, index, start, Int32(buffer.count), Self.copied)
            }
        }
    }

    /// SQLITE_TRANSIENT, which the importer cannot express: SQLite copies the bytes before the call returns.
    private static var copied: sqlite3_destructor_type {
        unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }

    func error(_ code: Int32) -> StorageError {
        let text = String(cString: sqlite3_errmsg(database.sqliteConnection))
        switch code & 0xff {
        case SQLITE_CONSTRAINT: return StorageError(.constraint, text)
        case SQLITE_FULL: return StorageError(.diskFull, "no space is left for the database")
        case SQLITE_IOERR where code == SQLITE_IOERR_WRITE_CODE:
            return StorageError(.diskFull, "the database could not be written: \(text)")
        default: return StorageError(.other, "\(text) (SQLite error \(code))")
        }
    }
}

/// `SQLITE_IOERR_WRITE`, a macro that the importer leaves out.
private let SQLITE_IOERR_WRITE_CODE: Int32 = 10 | (3 << 8)

/// The row on which a statement stands.
struct SQLiteRow: SQLRow {
    let statement: OpaquePointer

    func isNull(_ column: Int) -> Bool {
        sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL
    }

    func int(_ column: Int) -> Int64 {
        sqlite3_column_int64(statement, Int32(column))
    }

    func real(_ column: Int) -> Double {
        sqlite3_column_double(statement, Int32(column))
    }

    func text(_ column: Int) -> String {
        guard let start = sqlite3_column_text(statement, Int32(column)) else { return "" }
        let count = Int(sqlite3_column_bytes(statement, Int32(column)))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func bytes(_ column: Int) -> [UInt8] {
        guard let start = sqlite3_column_blob(statement, Int32(column)) else { return [] }
        let count = Int(sqlite3_column_bytes(statement, Int32(column)))
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }
}
