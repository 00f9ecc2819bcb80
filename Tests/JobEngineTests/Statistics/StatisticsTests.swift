import JobModel
import Storage
import Testing

@testable import JobEngine

/// Statistics against a plain look at every job, after a random walk through the life cycle.
@Suite struct StatisticsTests {
    @Test func whatTheCountersSayIsWhatALookAtEveryJobSays() async throws {
        try await withEngine { engine, clock, user in
            try await walk(engine, clock, user)
            let jobs = try await engine.allJobs()
            #expect(jobs.count == 150)
            for _ in 0..<60 {
                let since = clock.now() - .seconds(Int64.random(in: 0..<20_000))
                let until = Bool.random() ? nil : since + .seconds(Int64.random(in: 0..<9_000))
                let page = try await engine.typeActivity(since: since, until: until, isActive: nil, offset: 0, limit: 10)
                #expect(page.count == 3)
                for activity in page.items {
                    let wanted = jobs.filter {
                        $0.definitionID == activity.type.row.id && $0.counts(since: since, until: until)
                    }
                    #expect(activity.counts.reduce(0) { $0 + $1.count } == Int64(wanted.count))
                    for count in activity.counts {
                        let same = wanted.filter { $0.state.phase == count.phase }
                        #expect(same.contains { $0.state.lastStatusChange == count.mostRecent } || count.phase == .running)
                    }
                }
            }
        }
    }

    @Test func whatATypeDidSinceSeveralMomentsIsWhatALookAtEveryJobSays() async throws {
        try await withEngine { engine, clock, user in
            try await walk(engine, clock, user)
            let jobs = try await engine.allJobs()
            let errors = try await engine.errors(matching: ErrorFilter(), order: [], offset: 0, limit: 100).rows
            let categories = Dictionary(uniqueKeysWithValues: errors.map { ($0.id, $0.category) })
            var found = 0
            for _ in 0..<60 {
                let type = try #require(jobs.randomElement()).definitionID
                let moments = (0..<3).map { _ in moment(in: jobs, clock) }
                let counts = try await engine.legacyTypeReport(type, since: moments).counts
                for (moment, counts) in zip(moments, counts) {
                    let wanted = jobs.filter { $0.definitionID == type && $0.state.lastStatusChange >= moment }
                    #expect(Set(counts) == phaseCounts(of: wanted, categories))
                    found += counts.count
                }
            }
            #expect(found > 0)
        }
    }

    /// Any moment of the last hours, or the very one at which a job changed.
    private func moment(in jobs: [JobRow], _ clock: HandMovedClock) -> Timestamp {
        let any = clock.now() - .seconds(Int64.random(in: 0..<20_000))
        return Bool.random() ? any : jobs.randomElement()?.state.lastStatusChange ?? any
    }

    private func phaseCounts(of jobs: [JobRow], _ categories: [Int64: ErrorCategory]) -> Set<PhaseCount> {
        let groups = Dictionary(grouping: jobs) { job in
            [job.state.phase.name, job.state.fault.flatMap { categories[$0.errorID]?.rawValue }]
        }
        return Set(groups.values.compactMap { group in
            guard let first = group.first, let last = group.map(\.state.lastStatusChange).max() else { return nil }
            return PhaseCount(
                phase: first.state.phase, category: first.state.fault.flatMap { categories[$0.errorID] },
                count: Int64(group.count), mostRecent: last
            )
        })
    }

    @Test func crowdsAndFailuresAreSortedByTheirEnds() async throws {
        try await withEngine { engine, clock, user in
            try await walk(engine, clock, user)
            let jobs = try await engine.allJobs()
            let running = try await engine.crowds(in: .running, offset: 0, limit: 10).items
            #expect(running.map(\.earliest) == running.map(\.earliest).sorted())
            for crowd in running {
                let same = jobs.filter { $0.definitionID == crowd.type.row.id && $0.state.phase == .running }
                #expect(crowd.count == Int64(same.count))
                #expect(crowd.earliest == same.map(\.state.lastStatusChange).min())
            }
            let failures = try await engine.systemFailures(offset: 0, limit: 10).items
            #expect(!failures.isEmpty)
            #expect(failures.map(\.last) == failures.map(\.last).sorted(by: >))
            for failure in failures {
                let same = jobs.filter {
                    $0.definitionID == failure.type.row.id && $0.state.phase == .failed
                        && $0.state.fault?.errorID == failure.error.id
                }
                #expect(failure.count == Int64(same.count))
                #expect(failure.first == same.map(\.state.lastStatusChange).min())
                #expect(failure.last == same.map(\.state.lastStatusChange).max())
            }
            let queue = try await engine.queueStatus(offset: 0, limit: 10).items
            for status in queue {
                let same = jobs.filter { $0.definitionID == status.type.row.id && $0.state.isClaimable }
                #expect(status.count == Int64(same.count))
                #expect(status.highestPriority == same.map(\.state.priority).min())
                #expect(status.longestQueued == same.compactMap(\.state.queued).min())
            }
        }
    }

    @Test func theLoadIsSampledByType() async throws {
        try await withEngine { engine, clock, user in
            try await user.addType("a")
            try await user.addType("b")
            for type in ["a", "a", "b"] { _ = try await user.submit(type) }
            try await engine.sampleLoad()
            clock.move(by: .seconds(60))
            _ = try await user.claim(try await user.node(), max: 1)
            try await engine.sampleLoad()
            var query = LoadQuery(since: clock.now() - .seconds(3_600), until: clock.now())
            let all = try await engine.load(query, offset: 0, limit: 10)
            #expect(all.count == 2)
            #expect(all.items.map(\.queued) == [3, 2])
            #expect(all.items.map(\.running) == [0, 1])
            query.names = ["b", "no such type"]
            #expect(try await engine.load(query, offset: 0, limit: 10).items.map(\.queued) == [1, 1])
        }
    }

    /// Submits, claims, finishes, fails and cancels at random, over some hours.
    private func walk(_ engine: JobEngine, _ clock: HandMovedClock, _ user: EngineUser) async throws {
        for type in ["a", "b", "c"] { try await user.addType(type) }
        let node = try await user.node()
        let errors = ["algorithm-unknown", "missing-file", "missing-setting", "deleted-file"]
        for round in 0..<150 {
            clock.move(by: .seconds(Int64.random(in: 0..<240)))
            let id = try await user.submit(["a", "b", "c"][round % 3], priority: Int64.random(in: 1...4))
            switch Int.random(in: 0..<6) {
            case 0: break
            case 1: _ = try await engine.cancelJob(id)
            default:
                for execution in try await user.claim(node, max: 1) where Int.random(in: 0..<4) > 0 {
                    clock.move(by: .seconds(Int64.random(in: 0..<100)))
                    let outcome = Bool.random()
                        ? FinishedExecution.Outcome.succeeded : .failed(error: errors.randomElement())
                    _ = try await engine.finishExecutions(
                        [FinishedExecution(token: execution.token, outcome: outcome)], owner: user.id
                    )
                }
            }
        }
    }
}

extension JobRow {
    fileprivate func counts(since: Timestamp, until: Timestamp?) -> Bool {
        state.phase == .running || state.lastStatusChange >= since && (until.map { state.lastStatusChange <= $0 } ?? true)
    }
}

extension JobEngine {
    fileprivate func allJobs() async throws -> [JobRow] {
        try await read { try $0.all("SELECT \(JobRow.columns) FROM jobs") { try JobRow($0) } }
    }
}
