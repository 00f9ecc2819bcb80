import JobModel
import Storage

/// Part of a log, and whether more will come.
package struct LogPage: Sendable {
    package let chunks: [LogChunk]
    package let hasEnded: Bool

    /// The log of a job that has not begun.
    package static let empty = LogPage(chunks: [], hasEnded: false)
}

extension JobEngine {
    /// The most bytes that one append may bring.
    package static let maximumLogChunk = 1 << 20
    /// The most chunks of one answer.
    private static let pageLimit: Int64 = 64
    /// A worker may still bring the rest of a log for so long after the end.
    private static let lateness = Duration.seconds(60)

    /// Appends to the log of an execution.
    ///
    /// Bytes that are stored already are ignored, so an append may be repeated. Past the limit for one execution the
    /// bytes are dropped, after a line that says so.
    /// - Parameter offset: how many bytes of the stream the worker has sent before these.
    /// - Returns: the offset of the next byte.
    /// - Throws: `EngineError.Code.conflict` for a gap, or an execution that is over or another node's.
    package func appendLog(
        ofExecution token: Int64, owner: Int64, stream: LogStream, offset: Int64, bytes: [UInt8]
    ) async throws -> Int64 {
        guard bytes.count <= Self.maximumLogChunk else {
            throw EngineError(.tooLarge, "A piece of log may have \(Self.maximumLogChunk) bytes at the most.")
        }
        let limit = settings.maximumLogBytes
        return try await write { unit in
            let execution = try unit.requireOpenLog(token, owner: owner, lateness: Self.lateness)
            let stored = try unit.connection.logOffset(of: token, stream: stream)
            guard offset <= stored else {
                throw EngineError(.conflict, "The next offset of \(stream.name) is \(stored), not \(offset).", field: "offset")
            }
            let fresh = bytes.dropFirst(Int(stored - offset))
            guard !fresh.isEmpty else { return stored }
            try unit.append(Array(fresh), to: execution, stream: stream, offset: stored, limit: limit)
            unit.raise(.job(execution.jobID))
            return stored + Int64(fresh.count)
        }
    }

    /// The number of the last piece that lies wholly before a moment, so that a reader may begin with it.
    package func logNumber(ofExecution id: Int64, before moment: Timestamp) async throws -> Int64 {
        try await read { connection in
            try connection.integer(
                "SELECT COALESCE(MAX(number), 0) FROM log_chunks WHERE execution_id = $1 AND time + lines < $2",
                [.integer(id), .time(moment)]
            ) ?? 0
        }
    }

    /// The next pieces of a log.
    /// - Parameters:
    ///   - stream: nil for both, in the order of arrival.
    ///   - number: the number of the last piece that the caller has.
    package func log(ofExecution id: Int64, stream: LogStream?, after number: Int64) async throws -> LogPage {
        try await read { connection in
            guard let execution = try connection.execution(id) else { throw EngineError.notFound("execution", id) }
            let chunks = try connection.all(
                """
                SELECT number, stream, time, bytes FROM log_chunks WHERE execution_id = $1 AND number > $2
                AND ($3 IS NULL OR stream = $3) ORDER BY number LIMIT $4
                """,
                [.integer(id), .integer(number), .integer(stream?.rawValue), .integer(Self.pageLimit)]
            ) { LogChunk($0) }
            return LogPage(chunks: chunks, hasEnded: execution.ended != nil && chunks.count < Self.pageLimit)
        }
    }

    /// The same, waiting for new pieces or the end when there are none yet.
    package func log(
        ofExecution id: Int64, stream: LogStream?, after number: Int64, within wait: Duration
    ) async throws -> LogPage {
        let job = try await execution(id).execution.jobID
        let page = try await signals.firstResult(after: .job(job), within: wait) {
            let page = try await self.log(ofExecution: id, stream: stream, after: number)
            return page.chunks.isEmpty && !page.hasEnded ? nil : page
        }
        return page ?? .empty
    }
}

extension UnitOfWork {
    fileprivate func requireOpenLog(_ token: Int64, owner: Int64, lateness: Duration) throws -> ExecutionRow {
        guard let execution = try connection.execution(token) else { throw EngineError.notFound("execution", token) }
        let holder = try connection.integer("SELECT user_id FROM nodes WHERE id = $1", [.integer(execution.nodeID)])
        guard holder == owner else {
            throw EngineError(.forbidden, "The execution belongs to a node of another user.")
        }
        if let ended = execution.ended, ended + lateness < now {
            throw EngineError(.conflict, "The execution is over.")
        }
        return execution
    }

    fileprivate func append(
        _ bytes: [UInt8], to execution: ExecutionRow, stream: LogStream, offset: Int64, limit: Int64
    ) throws {
        let last = try connection.first(
            """
            SELECT number, total_bytes, time, lines FROM log_chunks WHERE execution_id = $1 ORDER BY number DESC LIMIT 1
            """,
            [.integer(execution.id)]
        ) { (number: $0.int(0), total: $0.int(1), end: $0.int(2) + $0.int(3)) }
        let total = last?.total ?? 0
        let next = offset + Int64(bytes.count)
        // Past the limit the bytes only count as taken, so that the worker goes on.
        if total >= limit, try connection.moveLogOffset(of: execution.id, stream: stream, to: next) { return }
        var kept = Array(bytes.prefix(Int(max(0, limit - total))))
        if kept.count < bytes.count {
            kept += Array("\n[the log is longer than \(limit) bytes; the rest is dropped]\n".utf8)
        }
        // Each line has a moment of its own, one microsecond after the line before, so that a reader can go on behind it.
        let time = max(now.rawValue, (last?.end ?? 0) + 1)
        try connection.execute(
            """
            INSERT INTO log_chunks (execution_id, number, stream, next_offset, total_bytes, time, bytes, lines)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            [
                .integer(execution.id), .integer((last?.number ?? 0) + 1), .integer(stream.rawValue), .integer(next),
                .integer(total + Int64(bytes.count)), .integer(time), .blob(kept),
                .integer(Int64(kept.count { $0 == UInt8(ascii: "\n") })),
            ]
        )
    }
}

extension SQLConnection {
    /// How many bytes of a stream have been taken. The last chunk of the stream knows where the next one starts.
    fileprivate func logOffset(of execution: Int64, stream: LogStream) throws -> Int64 {
        try integer(
            """
            SELECT next_offset FROM log_chunks WHERE execution_id = $1 AND stream = $2 ORDER BY number DESC LIMIT 1
            """,
            [.integer(execution), .integer(stream.rawValue)]
        ) ?? 0
    }

    /// Moves the offset on without storing bytes.
    /// - Returns: false when the stream has no chunk yet that could carry it.
    fileprivate func moveLogOffset(of execution: Int64, stream: LogStream, to next: Int64) throws -> Bool {
        try execute(
            """
            UPDATE log_chunks SET next_offset = $1 WHERE execution_id = $2 AND number =
            (SELECT MAX(number) FROM log_chunks WHERE execution_id = $2 AND stream = $3)
            """,
            [.integer(next), .integer(execution), .integer(stream.rawValue)]
        ) > 0
    }
}
