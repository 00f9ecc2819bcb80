import JobModel
import Storage

/// How jobs ended over time, and with which errors.
package struct JobActivity: Sendable {
    /// How many jobs ended in each way within one stretch of time.
    package struct Step: Sendable, Hashable {
        package let start: Timestamp
        package var counts: [JobPhase: Int64] = [:]
    }

    /// The length of a step.
    package let step: Duration
    /// Oldest first; stretches without any end are left out.
    package let steps: [Step]
    /// The errors of the jobs that failed, most frequent first.
    package let failures: [(error: ErrorRow, count: Int64)]
}

extension JobEngine {
    /// The longest time that `activity` looks at.
    package static let longestActivity = Duration.seconds(7 * 86_400)
    /// Up to this time the steps are minutes, beyond it hours.
    private static let longestInMinutes = Duration.seconds(6 * 3_600)

    /// How jobs ended within the last while, by the counters of minutes or hours, so that it costs the same however many
    /// jobs there are. A job counts by its last change of phase alone: one that failed and waits again is not in it.
    package func activity(within time: Duration) async throws -> JobActivity {
        let window: CountWindow = time <= Self.longestInMinutes ? .minute : .hour
        let first = window.bucket(of: clock.now() - time)
        return try await read { connection in
            let ended = [JobPhase.completed, .failed, .canceled]
            let rows = try connection.all(
                """
                SELECT bucket, phase, error_id, SUM(count) FROM job_windows
                WHERE unit = $1 AND bucket >= $2 AND count > 0 AND phase IN ($3, $4, $5)
                GROUP BY bucket, phase, error_id ORDER BY bucket
                """,
                [.integer(window.rawValue), .integer(first)] + ended.map { .integer($0.rawValue) }
            ) { (bucket: $0.int(0), phase: JobPhase(rawValue: $0.int(1)), error: $0.int(2), count: $0.int(3)) }
            var steps: [JobActivity.Step] = []
            var errors: [Int64: Int64] = [:]
            for row in rows {
                guard let phase = row.phase else { continue }
                let start = Timestamp(microseconds: row.bucket * window.rawValue)
                if steps.last?.start != start { steps.append(JobActivity.Step(start: start)) }
                steps[steps.count - 1].counts[phase, default: 0] += row.count
                if phase == .failed { errors[row.error, default: 0] += row.count }
            }
            let failures = try errors.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.compactMap { entry in
                try connection.error(entry.key).map { (error: $0, count: entry.value) }
            }
            return JobActivity(step: .microseconds(window.rawValue), steps: steps, failures: failures)
        }
    }
}
