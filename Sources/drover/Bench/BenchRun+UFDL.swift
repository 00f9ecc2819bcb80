import JSONSupport
import NIOCore

/// The measurements of the UFDL dialect: real nodes, each with its own connection.
extension BenchRun {
    func ufdl() async throws {
        let template = try await UFDLBench.prepare(load.connections[0])
        let racers = try await registerNodes()
        try await race(racers, template)
        try await ufdlLifeCycles(racers, template)
        try await watch(racers[0], template)
    }

    private func registerNodes() async throws -> [(connection: LoadConnection, node: Int64)] {
        var racers: [(connection: LoadConnection, node: Int64)] = []
        for (index, connection) in load.connections.enumerated() {
            let body = #"{"ip":"10.0.0.\#(index)","index":0,"cpu_mem":1}"#
            let answer = try await connection.send("POST", "/v1/nodes/create", body: body).json()
            guard let node = answer["pk"]?.intValue else { throw BenchError("the server gave the node no key") }
            racers.append((connection, node))
        }
        return racers
    }

    /// Every node tries to acquire every job: of all of them exactly one may succeed.
    private func race(_ racers: [(connection: LoadConnection, node: Int64)], _ template: UFDLBench) async throws {
        var jobs: [Int64] = []
        for _ in 0..<plan.racedJobs { jobs.append(try await template.createJob(on: load.connections[0])) }
        let raced = jobs
        let wins = try await withThrowingTaskGroup(of: [Int64].self) { group in
            for racer in racers {
                group.addTask {
                    var won: [Int64] = []
                    for job in raced {
                        let answer = try await racer.connection.send("GET", "/v1/jobs/\(job)/acquire", node: racer.node)
                        if answer.status == 200 { won.append(job) }
                    }
                    return won
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let isRight = wins.count == raced.count && Set(wins) == Set(raced)
        report(BenchResult(
            measure: "\(racers.count) nodes racing for \(raced.count) jobs",
            value: "\(wins.count) acquisitions of \(Set(wins).count) jobs", target: "each exactly once", isMet: isRight
        ))
        for job in raced { _ = try await load.connections[0].send("DELETE", "/v1/jobs/\(job)/cancel").json() }
    }

    private func ufdlLifeCycles(
        _ racers: [(connection: LoadConnection, node: Int64)], _ template: UFDLBench
    ) async throws {
        let each = max(1, plan.ufdlLifeCycles / racers.count)
        let rate = try await load.rate { connection, number in
            let node = racers[number].node
            for _ in 0..<each {
                let job = try await template.createJob(on: connection)
                try await UFDLBench.begin(job, connection, node)
                _ = try await connection.send("POST", "/v1/jobs/\(job)/progress/0.5", body: "{}", node: node).json()
                _ = try await connection.send("POST", "/v1/jobs/\(job)/finish", body: UFDLBench.finished, node: node).json()
            }
            return each
        }
        report(.result("UFDL: create-job, acquire, start, progress, finish", rate.perSecond, "jobs/s", atLeast: 1_500))
    }

    /// One progress to all who watch a job.
    private func watch(_ racer: (connection: LoadConnection, node: Int64), _ template: UFDLBench) async throws {
        let job = try await template.createJob(on: racer.connection)
        let before = server.residentMemory()
        let watchers = try await Watchers.open(plan.watchers, port: port, path: "/v1/jobs/\(job)")
        try await UFDLBench.begin(job, racer.connection, racer.node)
        // The acquisition and the start are told as well.
        try await watchers.wait(forMessages: 2)
        let each = (server.residentMemory() - before) * 1_024 / Double(plan.watchers)
        var medians: [Duration] = []
        for step in 1...9 {
            let start = ContinuousClock.now
            _ = try await racer.connection.send(
                "POST", "/v1/jobs/\(job)/progress/0.\(step)", body: "{}", node: racer.node
            ).json()
            let arrivals = try await watchers.wait(forMessages: 2 + step)
            medians.append(Latencies(arrivals.map { $0 - start }).quantile(0.5))
        }
        _ = try await racer.connection.send(
            "POST", "/v1/jobs/\(job)/finish", body: UFDLBench.finished, node: racer.node
        ).json()
        await watchers.close()
        report(.result(
            "one progress to \(plan.watchers) listeners, median", Latencies(medians).quantile(0.5).milliseconds, "ms",
            atMost: 100
        ))
        report(.result("memory for each listener", each, "KiB", atMost: 40))
    }

    /// What the job launcher asks again and again, while a few jobs wait among very many that are over.
    func ufdlPoll() async throws {
        let connection = load.connections[0]
        let template = try await UFDLBench.prepare(connection)
        for _ in 0..<100 { _ = try await template.createJob(on: connection) }
        let request = connection.request("POST", "/v1/jobs/list", body: UFDLBench.poll)
        var durations: [Duration] = []
        for _ in 0..<201 {
            let start = ContinuousClock.now
            _ = try await connection.send(request).json()
            durations.append(ContinuousClock.now - start)
        }
        report(.result(
            "UFDL: poll for 100 waiting jobs among \(plan.largeStore)", Latencies(durations).quantile(0.5).milliseconds,
            "ms", atMost: 5
        ))
    }
}

/// A template of UFDL that takes a dataset, and jobs from it.
struct UFDLBench: Sendable {
    static let finished = #"{"success":true,"send_notification":""}"#
    static let poll = """
        {"expressions":[{"type":"and","sub_expressions":[{"type":"isnull","field":"start_time"},\
        {"type":"isnull","field":"error_reason"},{"type":"isnull","field":"node"},\
        {"type":"isnull","field":"template.workabletemplate","invert":true}]}]}
        """

    private let template: Int64
    private let job: String

    static func prepare(_ connection: LoadConnection) async throws -> UFDLBench {
        let team = try await key(connection, "teams/create", #"{"name":"bench \#(UInt32.random(in: .min ... .max))"}"#)
        let project = try await key(connection, "projects/create", #"{"name":"bench","team":\#(team)}"#)
        let dataset = try await key(
            connection, "datasets/create", #"{"name":"bench","project":\#(project),"licence":2,"domain":"ic"}"#
        )
        let template = try await key(connection, "job-templates/import", """
            {"name":"bench","scope":"public","licence":"Apache 2.0","domain":"ic","specific":{"job_type":\
            "Train<Domain<'Image Classification'>, Framework<'dogs_dummy', '1'>>","executor_class":"bench.Executor",\
            "required_packages":"","parameters":{"epochs":{"types":["int"],"help":"","default":1}}}}
            """)
        let type = "PK<Dataset<Domain<'Image Classification'>>>"
        return UFDLBench(template: template, job: """
            {"input_values":{"dataset":{"value":\(dataset),"type":"\(type)"}},\
            "parameter_values":{"epochs":{"value":2,"type":"int"}},"notification_override":{"actions":{}}}
            """)
    }

    func createJob(on connection: LoadConnection) async throws -> Int64 {
        try await Self.key(connection, "job-templates/\(template)/create-job", job)
    }

    static func begin(_ job: Int64, _ connection: LoadConnection, _ node: Int64) async throws {
        _ = try await connection.send("GET", "/v1/jobs/\(job)/acquire", node: node).json()
        _ = try await connection.send(
            "POST", "/v1/jobs/\(job)/start", body: #"{"send_notification":""}"#, node: node
        ).json()
    }

    private static func key(_ connection: LoadConnection, _ path: String, _ body: String) async throws -> Int64 {
        let answer = try await connection.send("POST", "/v1/" + path, body: body).json()
        guard let key = answer["pk"]?.intValue else { throw BenchError("the server gave no key for \(path)") }
        return key
    }
}
