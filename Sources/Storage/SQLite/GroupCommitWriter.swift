import Dispatch
import GRDB
import Synchronization

/// The one writer of a SQLite database: it drains a queue of changes, runs each in its own savepoint inside one
/// transaction, commits once with full fsync and only then answers all of them.
final class GroupCommitWriter: Sendable {
    /// How many changes may wait before new ones are refused.
    static let maximumWaiting = 20_000
    /// How many changes share one commit at the most, so that the first of them does not wait for ever.
    static let maximumGroup = 512

    /// One change: `run` does the work and returns what to do once the commit is known to have succeeded or failed.
    struct Change: Sendable {
        let run: @Sendable (SQLiteConnection) -> Finished
        /// Answers a change that never ran.
        let refuse: @Sendable (StorageError) -> Void
    }

    struct Finished: Sendable {
        let failed: Bool
        let answer: @Sendable (StorageError?) -> Void
    }

    private struct Waiting {
        var changes: [Change] = []
        var isDraining = false
        var isClosed = false
    }

    private let pool: DatabasePool
    private let hooks: CommitHooks
    private let queue = DispatchQueue(label: "drover.storage.writer")
    private let waiting = Mutex(Waiting())

    init(pool: DatabasePool, hooks: CommitHooks) {
        self.pool = pool
        self.hooks = hooks
    }

    func enqueue(_ change: Change) {
        let refusal = waiting.withLock { waiting -> StorageError? in
            if waiting.isClosed { return StorageError(.closed, "the database is closed") }
            if waiting.changes.count >= Self.maximumWaiting {
                return StorageError(.overloaded, "\(Self.maximumWaiting) writes are waiting already")
            }
            waiting.changes.append(change)
            if !waiting.isDraining {
                waiting.isDraining = true
                queue.async { self.drain() }
            }
            return nil
        }
        if let refusal { change.refuse(refusal) }
    }

    /// Refuses what comes from now on and waits, on the writer's thread, until what was accepted is done.
    func close() async {
        waiting.withLock { $0.isClosed = true }
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume() }
        }
    }

    private func drain() {
        while let group = nextGroup() {
            commit(group)
        }
    }

    private func nextGroup() -> [Change]? {
        waiting.withLock { waiting in
            guard !waiting.changes.isEmpty else {
                waiting.isDraining = false
                return nil
            }
            if waiting.changes.count <= Self.maximumGroup {
                let group = waiting.changes
                waiting.changes = []
                return group
            }
            let group = Array(waiting.changes.prefix(Self.maximumGroup))
            waiting.changes.removeFirst(Self.maximumGroup)
            return group
        }
    }

    private func commit(_ group: [Change]) {
        let (finished, failure) = pool.writeWithoutTransaction { database in
            run(group, on: SQLiteConnection(database: database))
        }
        for change in finished { change.answer(failure) }
        if let failure {
            for change in group.dropFirst(finished.count) { change.refuse(failure) }
        }
    }

    /// - Returns: the changes that ran, and why none of them counts, if so.
    private func run(_ group: [Change], on connection: SQLiteConnection) -> ([Finished], StorageError?) {
        let start = ContinuousClock.now
        var finished: [Finished] = []
        finished.reserveCapacity(group.count)
        do {
            try connection.execute("BEGIN IMMEDIATE")
            for change in group {
                finished.append(try runInSavepoint(change, on: connection))
            }
            try hooks.beforeCommit(connection)
            try connection.execute("COMMIT")
            hooks.afterCommit(group.count, ContinuousClock.now - start)
            return (finished, nil)
        } catch {
            if connection.isInsideTransaction { _ = try? connection.execute("ROLLBACK") }
            hooks.afterRollback()
            return (finished, error as? StorageError ?? StorageError(.other, "\(error)"))
        }
    }

    private func runInSavepoint(_ change: Change, on connection: SQLiteConnection) throws -> Finished {
        try connection.execute("SAVEPOINT change")
        let finished = change.run(connection)
        guard connection.isInsideTransaction else {
            throw StorageError(.diskFull, "the database ended the transaction by itself: no space is left")
        }
        if finished.failed { try connection.execute("ROLLBACK TO change") }
        try connection.execute("RELEASE change")
        return finished
    }
}
