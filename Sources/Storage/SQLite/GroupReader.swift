import Dispatch
import GRDB
import Synchronization

/// A reading thread: it drains a queue of reads and runs those that wait together in one snapshot, which saves most of
/// the cost of a transaction for reads as small as one job.
final class GroupReader: Sendable {
    /// How many reads share one snapshot at the most.
    static let maximumGroup = 64

    typealias Read = @Sendable (Result<SQLiteConnection, any Error>) -> Void

    private struct Waiting {
        var reads: [Read] = []
        var isDraining = false
        var isClosed = false
    }

    private let pool: DatabasePool
    private let queue: DispatchQueue
    private let waiting = Mutex(Waiting())

    init(pool: DatabasePool, number: Int) {
        self.pool = pool
        self.queue = DispatchQueue(label: "drover.storage.reader.\(number)")
    }

    /// How many reads wait; the database picks the reader with the shorter queue.
    var backlog: Int {
        waiting.withLock { $0.reads.count + ($0.isDraining ? 1 : 0) }
    }

    func enqueue(_ read: @escaping Read) {
        let isTaken = waiting.withLock { waiting in
            guard !waiting.isClosed else { return false }
            waiting.reads.append(read)
            if !waiting.isDraining {
                waiting.isDraining = true
                queue.async { self.drain() }
            }
            return true
        }
        if !isTaken { read(.failure(StorageError(.closed, "the database is closed"))) }
    }

    /// Refuses what comes from now on and returns when everything before is read: a connection that is closed under a
    /// read takes the process with it.
    func close() async {
        waiting.withLock { $0.isClosed = true }
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume() }
        }
    }

    private func drain() {
        while let group = nextGroup() {
            do {
                try pool.read { database in
                    let connection = SQLiteConnection(database: database)
                    for read in group { read(.success(connection)) }
                }
            } catch {
                for read in group { read(.failure(error)) }
            }
        }
    }

    private func nextGroup() -> [Read]? {
        waiting.withLock { waiting in
            guard !waiting.reads.isEmpty else {
                waiting.isDraining = false
                return nil
            }
            let group = Array(waiting.reads.prefix(Self.maximumGroup))
            waiting.reads.removeFirst(group.count)
            return group
        }
    }
}
