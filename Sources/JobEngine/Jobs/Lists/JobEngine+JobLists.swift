import JobModel
import Storage

/// A page of jobs, and how many match in all.
package struct JobPage: Sendable {
    package let jobs: [JobDetails]
    package let count: Int64
}

extension JobEngine {
    /// Up to how many jobs are counted one by one where the counters cannot answer; a greater number is reported as this.
    package static let countLimit: Int64 = 100_000

    /// A page of jobs by number, as the Scale dialects ask for it.
    package func jobs(
        matching filter: JobFilter, order: JobOrder, offset: Int64, limit: Int64
    ) async throws -> JobPage {
        try await read { [revisions] connection in
            let condition = JobCondition(filter)
            let rows = try connection.all(
                """
                SELECT \(JobRow.columns) FROM jobs \(condition.clause) ORDER BY \(order.sql) \
                LIMIT $\(condition.arguments.count + 1) OFFSET $\(condition.arguments.count + 2)
                """,
                condition.arguments + [.integer(limit), .integer(offset)]
            ) { try JobRow($0) }
            var loader = JobDetailsLoader(connection: connection, revisions: revisions)
            return JobPage(
                jobs: try rows.map { try loader.details(of: $0) },
                count: try connection.countJobs(matching: filter)
            )
        }
    }

    /// How many jobs there are in each phase, from the counters.
    package func jobCounts() async throws -> [JobPhase: Int64] {
        try await read { connection in
            let counts = try connection.all("SELECT phase, SUM(count) FROM job_counts GROUP BY phase") {
                (JobPhase(rawValue: $0.int(0)), $0.int(1))
            }
            return counts.reduce(into: [:]) { result, count in
                if let phase = count.0 { result[phase] = count.1 }
            }
        }
    }
}

extension SQLConnection {
    func countJobs(matching filter: JobFilter) throws -> Int64 {
        let condition = JobCondition(filter)
        if filter.isAnsweredByCounters {
            return try integer(
                "SELECT COALESCE(SUM(jobs.count), 0) FROM job_counts AS jobs \(condition.clause)", condition.arguments
            ) ?? 0
        }
        return try integer(
            """
            SELECT COUNT(*) FROM (SELECT 1 FROM jobs \(condition.clause) \
            LIMIT $\(condition.arguments.count + 1)) AS matching
            """,
            condition.arguments + [.integer(JobEngine.countLimit)]
        ) ?? 0
    }
}
