import JSONSupport

/// What operators ask for all day, with a full store, and the walk over a long and crowded queue.
extension BenchRun {
    static let statistics = [
        (name: "status of types", path: "/v6/job-types/status/"),
        (name: "running types", path: "/v6/job-types/running/"),
        (name: "system failures", path: "/v6/job-types/system-failures/"),
        (name: "load", path: "/v6/load/"),
        (name: "legacy details", path: "/job-types/1/"),
    ]

    /// Each at full load, against ping's rate of the same run.
    func statisticsRates() async throws {
        for statistic in Self.statistics {
            try await compare("\(statistic.name), with \(plan.largeStore) jobs", atLeast: 0.3, of: plan.reads / 5) {
                $0.request("GET", statistic.path)
            }
        }
    }

    /// Claims of one job at a time, from a queue of many types of which most are not to run, by many nodes in turn.
    func crowdedQueue() async throws {
        let connection = load.connections[0]
        let names = (0..<plan.queuedTypes).map { "bench-type-\($0)" }
        for (number, name) in names.enumerated() {
            let limit = number % 5 == 2 ? 1 : nil
            try await add(name, limit: limit, on: connection)
        }
        let each = max(1, plan.queuedJobs / names.count)
        for name in names {
            let job = #"{"job_type":"\#(name)","input":{}}"#
            let jobs = Array(repeating: job, count: each).joined(separator: ",")
            _ = try await connection.send("POST", "/api/jobs", body: #"{"jobs":[\#(jobs)]}"#).json()
        }
        for (number, name) in names.enumerated() where number % 5 < 2 {
            let answer = try await connection.send("PATCH", "/v6/job-types/\(name)/1.0.0/", body: #"{"is_paused":true}"#)
            guard answer.status == 204 else { throw BenchError("\(name) could not be paused") }
        }
        var nodes: [BenchNode] = []
        for number in 0..<plan.queueNodes { nodes.append(try await .register(on: connection, name: "crowd-\(number)")) }
        // The limited types get the one job that they may run, so that they are at their limit from here on.
        _ = try await nodes[0].claim(plan.queuedTypes, starting: true)
        var durations: [Duration] = []
        for round in 0..<plan.queueClaims {
            let node = nodes[round % nodes.count]
            let start = ContinuousClock.now
            let claimed = try await node.claim(1, starting: true)
            durations.append(ContinuousClock.now - start)
            guard claimed.count == 1 else { throw BenchError("nothing was claimed from a long queue") }
        }
        let latencies = Latencies(durations)
        let what = "claim from \(plan.queuedJobs) queued jobs of \(plan.queuedTypes) types, \(plan.queueNodes) nodes"
        report(.result("\(what), p50", latencies.quantile(0.5).milliseconds, "ms", atMost: 5))
        report(.result("\(what), p99", latencies.quantile(0.99).milliseconds, "ms", atMost: 5))
    }

    private func add(_ name: String, limit: Int?, on connection: LoadConnection) async throws {
        let body: JSON = [
            "docker_image": .string("\(name)-1.0.0-seed:1.0.0"), "max_scheduled": limit.map { .int(Int64($0)) } ?? .null,
            "manifest": [
                "seedVersion": "1.0.0",
                "job": [
                    "name": .string(name), "jobVersion": "1.0.0", "packageVersion": "1.0.0", "title": "", "description": "",
                    "timeout": 60, "maintainer": ["name": "Drover", "email": "drover@example.com"],
                    "interface": ["command": "true"],
                ],
            ],
        ]
        _ = try await connection.send("POST", "/v6/job-types/", body: body.compactText).json()
    }
}
