import JobModel
import Storage
import Testing

@testable import JobEngine

/// Lists of jobs by key: what they find, and what that costs.
@Suite struct JobListTests {
    private static let filters: [(String, JobFilter)] = [
        ("nothing", { _ in }),
        ("a phase", { $0.phases = [.failed] }),
        ("phases", { $0.phases = [.queued, .running, .completed] }),
        ("a type", { $0.definitionNames = ["alpha"] }),
        ("types", { $0.definitionNames = ["alpha", "beta"] }),
        ("no type", { $0.definitionNames = ["gamma"] }),
        ("a phase of a type", { $0.phases = [.failed]; $0.definitionNames = ["beta"] }),
        ("a node", { $0.nodes = [1] }),
        ("nodes", { $0.nodes = [1, 2] }),
        ("a phase on a node", { $0.nodes = [2]; $0.phases = [.completed] }),
        ("a type on a node", { $0.nodes = [2]; $0.definitionNames = ["alpha"] }),
        ("an error", { $0.errorNames = ["disk"] }),
        ("an error of a type", { $0.errorNames = ["disk"]; $0.definitionNames = ["beta"] }),
        ("a category", { $0.errorCategories = [.algorithm] }),
        ("since", { $0.from = Timestamp(rawValue: 200) }),
        ("until", { $0.to = Timestamp(rawValue: 150) }),
        ("a range of time", { $0.from = Timestamp(rawValue: 100); $0.to = Timestamp(rawValue: 200) }),
        ("a phase since", { $0.from = Timestamp(rawValue: 200); $0.phases = [.failed] }),
        ("everything", {
            $0.phases = [.failed]; $0.definitionNames = ["beta"]; $0.nodes = [1]; $0.errorNames = ["disk"]
            $0.errorCategories = [.algorithm]; $0.from = Timestamp(rawValue: 20)
        }),
    ].map { (name: String, change: (inout JobFilter) -> Void) in
        var filter = JobFilter()
        change(&filter)
        return (name, filter)
    }

    @Test func everyFilterFindsWhatItNames() async throws {
        try await withJobs(300) { engine in
            for (name, filter) in Self.filters {
                let all = try await engine.read { connection in
                    let condition = JobCondition(filter)
                    return try connection.all(
                        "SELECT id FROM jobs \(condition.clause) ORDER BY id DESC", condition.arguments
                    ) { $0.int(0) }
                }
                #expect(all.isEmpty == (name == "no type"), "\(name) finds \(all.count)")
                #expect(try await ids(engine, filter) == all, "\(name)")
                #expect(try await ids(engine, filter, readingOneByOne: true) == all, "\(name)")
            }
        }
    }

    @Test func noFilterReadsOrSortsAllJobs() async throws {
        try await withJobs(300) { engine in
            for (name, filter) in Self.filters {
                let steps = try await engine.read { connection in
                    let explained = ExplainingConnection(connection)
                    _ = try explained.newestJobIDs(matching: filter, search: nil, before: .max, limit: 10)
                    var merge = JobMerge(connection: explained, filter: filter, search: nil, before: .max, limit: 10)
                    try merge.read(JobListPlan(connection: explained, filter: filter, search: nil).streams())
                    return explained.unboundedSteps
                }
                #expect(steps == [], "\(name)")
            }
        }
    }

    @Test func aTextFindsWhatJobsAreCalledBy() async throws {
        try await withJobs(300) { engine in
            for text in ["alp", "BETA", "Title of a", "disk", "Node-2", "17", "night run", "1%", "_"] {
                try await expect(engine, text)
            }
        }
    }

    private func expect(_ engine: JobEngine, _ text: String) async throws {
        let all = try await engine.read { connection in
            try connection.all("SELECT id, definition_id, error_id, node_id, description FROM jobs ORDER BY id DESC") { row in
                let texts = [
                    row.int(1) == 1 ? ["alpha", "title of alpha"] : ["beta", "title of beta"], row.int(2) == 1_001 ? ["disk"] : [],
                    row.int(2) == 1_002 ? ["disks"] : [], row.isNull(3) ? [] : ["node-\(row.int(3))"], [row.text(4)],
                ].joined()
                let isFound = texts.contains { $0.lowercased().contains(text.lowercased()) } || String(row.int(0)) == text
                return isFound ? row.int(0) : nil
            }.compactMap(\.self)
        }
        #expect(all.isEmpty == (text == "_"))
        #expect(try await ids(engine, JobFilter(), JobSearch(text)) == all)
        var recent = JobFilter()
        recent.from = Timestamp(rawValue: 0)
        #expect(try await ids(engine, recent, JobSearch(text)) == all)
        #expect(try await ids(engine, recent, JobSearch(text), readingOneByOne: true) == all)
        let steps = try await engine.read { connection in
            let explained = ExplainingConnection(connection)
            _ = try explained.newestJobIDs(matching: JobFilter(), search: JobSearch(text), before: .max, limit: 10)
            return explained.unboundedSteps
        }
        #expect(steps == [])
    }

    @Test func aPageLooksAtABoundedNumberOfJobs() async throws {
        try await withJobs(60_000) { engine in
            // The old ones changed last, so that a list by id passes all the young ones before it comes to them.
            try await engine.write { try $0.connection.execute("UPDATE jobs SET last_modified = 1000000 WHERE id <= 12000") }
            var filter = JobFilter()
            filter.from = Timestamp(rawValue: 1_000_000)
            let first = try await engine.newestJobs(matching: filter, before: nil, limit: 10)
            #expect(first.jobs.isEmpty && first.next == 60_001 - JobMerge.mostRead)
            #expect(try await ids(engine, filter, limit: 1_000) == Array((1...12_000).reversed()))
        }
    }

    @Test func timesThatAreOverDoNotPassWhatCameLater() async throws {
        try await withJobs(60_000) { engine in
            var filter = JobFilter()
            filter.to = Timestamp(rawValue: 15_000)
            let first = try await engine.newestJobs(matching: filter, before: nil, limit: 10)
            #expect(first.jobs.map(\.job.id) == Array((14_991...15_000).reversed()))
        }
    }

    /// All ids of a list, page by page.
    private func ids(
        _ engine: JobEngine, _ filter: JobFilter, _ search: JobSearch? = nil, readingOneByOne: Bool = false, limit: Int = 7
    ) async throws -> [Int64] {
        var found: [Int64] = []
        var before: Int64? = .max
        while let start = before {
            let page = try await engine.read { connection in
                guard readingOneByOne else {
                    return try connection.newestJobIDs(matching: filter, search: search, before: start, limit: limit)
                }
                var merge = JobMerge(connection: connection, filter: filter, search: search, before: start, limit: limit)
                try merge.read(JobListPlan(connection: connection, filter: filter, search: search).streams())
                return (merge.ids, merge.ids.count == limit ? merge.ids.last : nil)
            }
            found += page.ids
            before = page.next
        }
        return found
    }

    /// Jobs of two types, two nodes and two errors in all mixtures, each made and changed one microsecond after the other.
    private func withJobs(_ count: Int, _ body: (JobEngine) async throws -> Void) async throws {
        try await withEngine { engine, _, user in
            for name in ["alpha", "beta"] { try await user.addType(name) }
            for name in ["node-1", "node-2"] { _ = try await user.node(name) }
            try await engine.write { unit in
                try unit.connection.executeScript(Self.script(count))
            }
            try await body(engine)
            // The jobs were stored behind the back of the counters by minute, which are compared at the end.
            try await engine.write { try $0.connection.executeScript("DELETE FROM jobs; DELETE FROM job_counts") }
        }
    }

    private static func script(_ count: Int) -> String {
        """
        UPDATE definitions SET title = 'Title of ' || name;
        INSERT INTO errors (id, name, title, description, category, created, last_modified)
        VALUES (1001, 'disk', '', '', 'ALGORITHM', 0, 0), (1002, 'odd', 'Disks', '', 'DATA', 0, 0);
        WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < \(count))
        INSERT INTO jobs (id, definition_id, revision_id, phase, priority, node_id, attempt, max_attempts, error_id, cpus, mem, \
        disk, input, description, created, last_status_change, last_modified)
        SELECT n, 1 + n % 2, 1 + n % 2, 2 + n % 4, 100, CASE WHEN n % 5 < 3 THEN NULL ELSE n % 5 - 2 END, 1, 3, \
        CASE WHEN n % 4 = 3 AND n % 3 > 0 THEN 1000 + n % 3 END, 1, 1, 1, '{}', \
        CASE WHEN n % 50 = 0 THEN 'The Night run, 1% of all' END, n, n, n FROM numbers;
        INSERT INTO job_counts (definition_id, phase, error_id, count)
        SELECT definition_id, phase, COALESCE(error_id, 0), COUNT(*) FROM jobs GROUP BY 1, 2, 3;
        """
    }
}
