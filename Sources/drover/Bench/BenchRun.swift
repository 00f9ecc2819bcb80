import JSONSupport
import NIOCore

/// The measurements, in the order of the table in docs/performance.md.
struct BenchRun {
    static let jobType = "bench-noop"

    let plan: BenchPlan
    let server: BenchServer
    let port: Int
    /// The value of the header, for clients that are not `LoadConnection`s.
    let authorization: String
    let load: BenchLoad
    /// Connections that act as workers and hold long polls, beside those that send load.
    let nodes: [BenchNode]
    let report: @Sendable (BenchResult) -> Void

    func all() async throws {
        report(.result("resident memory, idle", server.residentMemory(), "MiB", atMost: 60))
        let ping = try await ping(plan.reads)
        report(BenchResult(measure: "ping", value: "\(Int(ping.perSecond)) requests/s", target: "–", isMet: true))
        let job = try await submitOne(on: load.connections[0])
        try await compare("GET of one job", atLeast: 0.5, of: plan.reads) { $0.request("GET", "/api/jobs/\(job)") }
        try await compare("durable submit of one job", atLeast: 0.3, of: plan.submits) {
            $0.request("POST", "/api/jobs", body: Self.oneJob)
        }
        try await drain()
        try await lifeCycles()
        try await bulkLifeCycles()
        try await startLatency()
        try await growth()
        report(.result("resident memory, after \(plan.largeStore) jobs", server.residentMemory(), "MiB", atMost: 200))
        try await statisticsRates()
        try await ufdl()
        try await ufdlPoll()
        try await files()
        try await crowdedQueue()
    }

    private func ping(_ total: Int) async throws -> Rate {
        try await load.rate(of: total) { $0.request("GET", "/ping") }
    }

    /// Measures a rate against that of ping just before and just after: a machine is not as fast in every minute.
    func compare(
        _ name: String, atLeast target: Double, of total: Int, _ request: (LoadConnection) -> ByteBuffer
    ) async throws {
        let before = try await ping(total / 2)
        let rate = try await load.rate(of: total, request)
        let after = try await ping(total / 2)
        report(.ratio(name, rate, to: [before, after], atLeast: target))
    }

    static let oneJob = #"{"job_type":"bench-noop","input":{}}"#

    func submitOne(on connection: LoadConnection) async throws -> Int64 {
        let answer = try await connection.send("POST", "/api/jobs", body: Self.oneJob).json()
        guard let id = answer["id"]?.intValue else { throw BenchError("the server gave the job no id") }
        return id
    }

    private func lifeCycles() async throws {
        let each = plan.lifeCycles / nodes.count
        let rate = try await BenchLoad(connections: nodes.map(\.connection)).rate { [nodes] connection, number in
            for _ in 0..<each {
                _ = try await connection.send("POST", "/api/jobs", body: Self.oneJob).json()
                guard let execution = try await nodes[number].claim(1, wait: 10).first else {
                    throw BenchError("a queued job was not handed out")
                }
                try await nodes[number].start(execution)
                try await nodes[number].finish(execution)
            }
            return each
        }
        report(.result("submit, claim, start, finish one by one", rate.perSecond, "jobs/s", atLeast: 2_500))
    }

    private func bulkLifeCycles() async throws {
        let rate = try await bulk(plan.bulkJobs)
        report(.result("the same in bulk", rate.perSecond, "jobs/s", atLeast: 15_000))
    }

    /// Submits, claims and finishes jobs a thousand at a time on four connections.
    private func bulk(_ jobs: Int) async throws -> Rate {
        let batch = 1_000
        let workers = Array(nodes.prefix(4))
        let each = max(1, jobs / batch / workers.count)
        let body = #"{"jobs":[\#(Array(repeating: Self.oneJob, count: batch).joined(separator: ","))]}"#
        return try await BenchLoad(connections: workers.map(\.connection)).rate { connection, number in
            let submit = connection.request("POST", "/api/jobs", body: body)
            for _ in 0..<each {
                _ = try await connection.send(submit).json()
                let claimed = try await workers[number].claim(batch, wait: 10, starting: true)
                try await workers[number].finish(claimed)
            }
            return each * batch
        }
    }

    /// Finishes everything that is queued.
    private func drain() async throws {
        while true {
            let claimed = try await nodes[0].claim(1_000, starting: true)
            guard !claimed.isEmpty else { return }
            try await nodes[0].finish(claimed)
        }
    }

    private func startLatency() async throws {
        let node = nodes[0]
        let submitter = load.connections[0]
        var durations: [Duration] = []
        for _ in 0..<plan.latencyRounds {
            async let claimed = node.claim(1, wait: 10, starting: true)
            // The claim has to wait at the server before the submit is sent: a node that is idle has been so for a while.
            try await Task.sleep(for: .milliseconds(3))
            let start = ContinuousClock.now
            _ = try await submitOne(on: submitter)
            let executions = try await claimed
            durations.append(ContinuousClock.now - start)
            try await node.finish(executions)
        }
        let latencies = Latencies(durations)
        report(.result("submit to start, idle worker, p50", latencies.quantile(0.5).milliseconds, "ms", atMost: 2))
        report(.result("submit to start, idle worker, p99", latencies.quantile(0.99).milliseconds, "ms", atMost: 8))
    }

    private func growth() async throws {
        let before = try await listTimes(at: plan.smallStore)
        let after = try await listTimes(at: plan.largeStore)
        for (index, list) in (Self.lists + Self.statistics).enumerated() {
            let (small, large) = (before[index], after[index])
            let ratio = large.milliseconds / max(small.milliseconds, 0.001)
            report(BenchResult(
                measure: "\(list.name), \(plan.largeStore) jobs against \(plan.smallStore)",
                value: "\(small.milliseconds.shown) ms → \(large.milliseconds.shown) ms, × \(ratio.shown)",
                target: "≤ × 1.5", isMet: ratio <= 1.5
            ))
        }
    }

    private static let lists = [
        (name: "first page of jobs", path: "/v6/jobs/?order=-last_modified"),
        (name: "counts by status", path: "/api/jobs/counts"),
        (name: "job-type list", path: "/v6/job-types/"),
    ]

    private func listTimes(at size: Int64) async throws -> [Duration] {
        let present = try await jobCount()
        if present < size { _ = try await bulk(Int(size - present)) }
        var medians: [Duration] = []
        for list in Self.lists + Self.statistics {
            let request = load.connections[0].request("GET", list.path)
            var durations: [Duration] = []
            for _ in 0..<201 {
                let start = ContinuousClock.now
                _ = try await load.connections[0].send(request).json()
                durations.append(ContinuousClock.now - start)
            }
            medians.append(Latencies(durations).quantile(0.5))
        }
        return medians
    }

    private func jobCount() async throws -> Int64 {
        let counts = try await load.connections[0].send("GET", "/api/jobs/counts").json()
        return counts.objectValue?.reduce(0) { $0 + ($1.value.intValue ?? 0) } ?? 0
    }
}
