import JobModel
import Storage

/// One transition of a job as it was recorded, with the job as it was right after.
package struct JobEvent: Sendable, Hashable {
    /// Grows with every transition of any job, so that a watcher can say what it has seen.
    package let sequence: Int64
    package let jobID: Int64
    package let transition: JobTransition
    package let node: Int64?
    package let progress: Double
    package let isCanceled: Bool
    package let error: String?
    /// JSON that the node sent along, for those who watch.
    package let data: String?
    package let time: Timestamp

    static let columns = "sequence, job_id, transition, node_id, progress, is_canceled, error, data, created"

    init(_ row: any SQLRow) throws {
        sequence = row.int(0)
        jobID = row.int(1)
        guard let transition = JobTransition(rawValue: row.int(2)) else {
            throw StorageError(.incompatible, "event \(row.int(0)) has the unknown transition \(row.int(2))")
        }
        self.transition = transition
        node = row.optionalInt(3)
        progress = row.real(4)
        isCanceled = row.bool(5)
        error = row.optionalText(6)
        data = row.optionalText(7)
        time = row.time(8)
    }
}

extension JobEngine {
    /// How many events are read at a time.
    package static let eventBatch: Int64 = 100

    /// The announced events of a job behind a sequence number, waiting for one when there is none.
    /// - Returns: none when the wait is over or the server stops.
    package func events(ofJob id: Int64, after sequence: Int64, within limit: Duration) async throws -> [JobEvent] {
        let events = try await signals.firstResult(after: .job(id), within: limit) {
            let events = try await self.read { connection in
                try connection.all(
                    """
                    SELECT \(JobEvent.columns) FROM job_events WHERE job_id = $1 AND sequence > $2
                    AND transition <> $3 ORDER BY sequence LIMIT $4
                    """,
                    [
                        .integer(id), .integer(sequence), .integer(JobTransition.submit.rawValue),
                        .integer(Self.eventBatch),
                    ]
                ) { try JobEvent($0) }
            }
            return events.isEmpty ? nil : events
        }
        return events ?? []
    }
}
