import JobModel
import Testing

@testable import JobEngine

/// Commands on many jobs at once, in more than one group.
@Suite struct BulkCommandTests {
    @Test func exactlyTheMatchingJobsAreCanceledAndQueuedAgain() async throws {
        try await withEngine { engine, _, user in
            for name in ["a", "b"] { try await user.addType(name) }
            for _ in 0..<450 { _ = try await user.submit("a", priority: 5) }
            for _ in 0..<3 { _ = try await user.submit("b") }
            let done = try await user.claim(user.node())
            let token = try #require(done.first).token
            _ = try await engine.finishExecutions([FinishedExecution(token: token, outcome: .succeeded)], owner: user.id)
            var ofA = JobFilter()
            ofA.definitionNames = ["a"]
            #expect(try await engine.cancelJobs(matching: ofA) == BulkOutcome(changed: 449, skipped: 0))
            #expect(try await engine.jobCounts()[.canceled] == 449)
            #expect(try await engine.jobCounts()[.queued] == 3)
            var finished = JobFilter()
            finished.ids = [try #require(done.first).job.id]
            #expect(try await engine.cancelJobs(matching: finished) == BulkOutcome())
            #expect(try await engine.requeueJobs(matching: ofA, priority: 7).changed == 449)
            #expect(try await engine.jobCounts()[.queued] == 452)
        }
    }
}
