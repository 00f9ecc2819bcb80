/// A database that serves many readers and commits writes in groups.
///
/// The closures run on the driver's own threads, one transaction around each, so they may block; they must not call back
/// into the database. Every driver passes the same conformance suite (`Tests/StorageTests`).
package protocol SQLDatabase: Sendable {
    /// Reads one consistent snapshot.
    /// - Throws: `StorageError`, or what `body` throws.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value

    /// Changes the database. When this returns the change survives power loss; when it throws nothing of it is there.
    /// Many writes share one commit, each isolated from the failures of the others. The caller's cancellation does not
    /// reach the writer: what was enqueued is carried out.
    /// - Throws: `StorageError`, or what `body` throws.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value

    /// Copies a consistent snapshot of the whole database to a new file while readers and writers go on.
    func backup(to path: String) async throws

    /// The size of the database on disk in bytes.
    func sizeOnDisk() async throws -> Int64

    /// Waits for the writes that were accepted and closes the connections.
    func close() async throws
}

/// What the owner of a database adds to each group of writes.
package struct CommitHooks: Sendable {
    /// Runs once on the writer's connection, inside the transaction, after the last write of the group.
    package var beforeCommit: @Sendable (any SQLConnection) throws -> Void
    /// Runs on the writer's thread when a group was lost as a whole.
    package var afterRollback: @Sendable () -> Void
    /// Runs on the writer's thread after each commit, with how many writes shared it and how long they took together.
    package var afterCommit: @Sendable (Int, Duration) -> Void

    package init(
        beforeCommit: @escaping @Sendable (any SQLConnection) throws -> Void = { _ in },
        afterRollback: @escaping @Sendable () -> Void = {},
        afterCommit: @escaping @Sendable (Int, Duration) -> Void = { _, _ in }
    ) {
        self.beforeCommit = beforeCommit
        self.afterRollback = afterRollback
        self.afterCommit = afterCommit
    }
}
