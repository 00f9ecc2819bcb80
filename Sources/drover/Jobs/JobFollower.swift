import JobModel

/// Watches a job until it is over, and its log as it grows.
struct JobFollower: Sendable {
    let client: APIClient
    let display: FollowDisplay

    /// - Returns: the job as it ended.
    func follow(_ id: Int64) async throws -> JobView {
        // Each attempt has a log of its own. A handful of attempts at the most can be waiting to be read.
        let (executions, found) = AsyncStream.makeStream(of: Int64.self, bufferingPolicy: .bufferingNewest(100))
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await showLogs(of: executions) }
            defer { found.finish() }
            let job = try await watch(id, found)
            found.finish()
            try await group.waitForAll()
            await display.end()
            return job
        }
    }

    private func watch(_ id: Int64, _ found: AsyncStream<Int64>.Continuation) async throws -> JobView {
        var job = try await client.job(id)
        var latest: Int64?
        while true {
            await display.show(job)
            if let execution = job.execution, execution != latest {
                latest = execution
                found.yield(execution)
            }
            if job.phase.isFinished { return job }
            job = try await client.next(after: job)
        }
    }

    private func showLogs(of executions: AsyncStream<Int64>) async throws {
        for await execution in executions {
            let reader = LogReader(client: client, execution: execution, stream: .combined)
            try await reader.read(follows: true) { await display.show(log: $0) }
            await display.endLog()
        }
    }
}
