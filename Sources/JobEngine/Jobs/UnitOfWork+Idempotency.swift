import Storage

extension UnitOfWork {
    /// The jobs that the first use of a key made; nil when the key is new.
    /// - Throws: `EngineError.Code.conflict` when the key was used for another request.
    func jobs(under key: IdempotencyKey, of creator: Int64?) throws -> [Int64]? {
        let known = try connection.first(
            "SELECT request_hash, first_job_id, job_count FROM idempotency_keys WHERE user_id = $1 AND key = $2",
            [.integer(creator ?? 0), .text(key.key)]
        ) { (hash: $0.text(0), first: $0.int(1), count: $0.int(2)) }
        guard let known else { return nil }
        guard known.hash == key.requestHash else {
            throw EngineError(
                .conflict, "The idempotency key \(key.key) was used for another request.", field: "idempotency_key"
            )
        }
        return Array(known.first..<(known.first + known.count))
    }

    /// One unit of work is alone on the writer, so the ids of its jobs follow one another.
    func remember(_ key: IdempotencyKey, of creator: Int64?, jobs: [Int64]) throws {
        try connection.execute(
            """
            INSERT INTO idempotency_keys (user_id, key, request_hash, first_job_id, job_count, created)
            VALUES ($1, $2, $3, $4, $5, $6)
            """,
            [
                .integer(creator ?? 0), .text(key.key), .text(key.requestHash), .integer(jobs.first),
                .integer(Int64(jobs.count)), .time(now),
            ]
        )
    }
}
