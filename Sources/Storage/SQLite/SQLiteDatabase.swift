import CSQLiteConfiguration
import Dispatch
import GRDB

/// The embedded database: one file, one group-committing writer, a few reading threads.
package final class SQLiteDatabase: SQLDatabase {
    /// How SQLite spells what differs between databases. `AUTOINCREMENT` because a fencing token must never be reused.
    static let dialect = SchemaDialect(
        automaticKey: "INTEGER PRIMARY KEY AUTOINCREMENT", blob: "BLOB", real: "REAL"
    )

    /// Up to how many waiting reads one reader is enough.
    private static let shortQueue = 8

    /// Set once for the whole process. Counting the memory that SQLite uses takes a lock for every allocation.
    private static let hasNoMemoryStatistics = sqlite_without_memory_statistics() == SQLITE_OK

    private let pool: DatabasePool
    private let writer: GroupCommitWriter
    private let readers: [GroupReader]

    /// Opens or makes the file at `path` and brings it to the newest schema.
    /// - Throws: `StorageError`, also when the file cannot be fsynced as promised.
    package init(path: String, hooks: CommitHooks = CommitHooks(), readerCount: Int = 2) throws {
        _ = Self.hasNoMemoryStatistics
        do {
            pool = try DatabasePool(path: path, configuration: Self.configuration(readerCount: readerCount))
        } catch {
            throw StorageError(.other, "cannot open the database \(path): \(error)")
        }
        writer = GroupCommitWriter(pool: pool, hooks: hooks)
        readers = (0..<readerCount).map { [pool] number in GroupReader(pool: pool, number: number) }
        try pool.writeWithoutTransaction { database in
            let connection = SQLiteConnection(database: database)
            try Self.requireFullSync(connection)
            try connection.execute("BEGIN IMMEDIATE")
            do {
                try Migrator.migrate(connection, dialect: Self.dialect)
                try connection.execute("COMMIT")
            } catch {
                if connection.isInsideTransaction { try connection.execute("ROLLBACK") }
                throw error
            }
        }
    }

    private static func configuration(readerCount: Int) -> Configuration {
        var configuration = Configuration()
        configuration.maximumReaderCount = readerCount + 1
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA cache_size = -16384")
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
        }
        return configuration
    }

    /// The pool sets `synchronous` back to NORMAL after preparing a connection, which would lose acknowledged writes at a
    /// power cut; so it is set afterwards, and read back.
    private static func requireFullSync(_ connection: SQLiteConnection) throws {
        try connection.execute("PRAGMA synchronous = FULL")
        guard try connection.integer("PRAGMA synchronous") == 2 else {
            throw StorageError(.other, "the database does not accept synchronous = FULL")
        }
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            leastBusyReader().enqueue { connection in
                continuation.resume(with: Result { try body(connection.get()) })
            }
        }
    }

    /// The first reader while its queue is short: reads that share a snapshot cost less than reads on several threads.
    private func leastBusyReader() -> GroupReader {
        var best = readers[0]
        var shortest = best.backlog
        for reader in readers.dropFirst() where shortest > Self.shortQueue {
            let backlog = reader.backlog
            if backlog < shortest { (best, shortest) = (reader, backlog) }
        }
        return best
    }

    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            writer.enqueue(GroupCommitWriter.Change(
                run: { connection in
                    let result = Result { try body(connection) }
                    return GroupCommitWriter.Finished(failed: result.isFailure) { failure in
                        if let failure, !result.isFailure {
                            continuation.resume(throwing: failure)
                        } else {
                            continuation.resume(with: result)
                        }
                    }
                },
                refuse: { continuation.resume(throwing: $0) }
            ))
        }
    }

    package func backup(to path: String) async throws {
        try await onOwnThread { [pool] in
            try pool.backup(to: DatabaseQueue(path: path))
        }
    }

    package func sizeOnDisk() async throws -> Int64 {
        try await read { connection in
            let pages = try connection.integer("PRAGMA page_count") ?? 0
            return pages * (try connection.integer("PRAGMA page_size") ?? 0)
        }
    }

    package func close() async throws {
        await writer.close()
        for reader in readers { await reader.close() }
        try await onOwnThread { [pool] in try pool.close() }
    }

    private func onOwnThread(_ work: @escaping @Sendable () throws -> Void) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try work() })
            }
        }
    }
}

extension Result {
    fileprivate var isFailure: Bool {
        if case .failure = self { true } else { false }
    }
}
