import JSONSupport
import Testing

/// The recorded requests to the original UFDL server and what it answered, sent to ours (reference/ufdl.md, transcripts).
@Suite struct UFDLReplayTests {
    @Test func theOriginalsAnswersAreOurs() async throws {
        try await TestServer.run { server in
            var replay = try await Replay(server)
            for name in ["01_auth", "02_job_types", "03_nodes_etc", "05_job_templates", "06_job_lifecycle"] {
                if name.hasPrefix("03") { try await Self.addDockerImage(server) }
                if name.hasPrefix("05") { try await Self.addDataset(server) }
                for exchange in try TranscriptReader.read("\(name).txt") { try await replay.play(exchange) }
            }
            Self.expectNothing(replay)
            let unused = Set(Deviations.byLabel.keys).union(Deviations.fields.map(\.why)).subtracting(replay.occurred)
            #expect(unused.isEmpty, "listed, but it does not occur: \(unused.sorted())")
        }
    }

    @Test func aLauncherDoesItsWork() async throws {
        try await TestServer.run { server in
            try await Self.addLauncherRows(server, steps: 3)
            var replay = try await Replay(server)
            for exchange in try TranscriptReader.read("10_launcher_ok.txt") { try await replay.play(exchange) }
            Self.expectNothing(replay)
        }
    }

    @Test func aLauncherMayBeRestarted() async throws {
        try await TestServer.run { server in
            try await Self.addLauncherRows(server, steps: 60)
            var replay = try await Replay(server)
            for exchange in try TranscriptReader.read("10_launcher_restart.txt") {
                // Meanwhile the template had been replaced and a second job made.
                if exchange.title == LauncherReader.restart { try await Self.addProbe(server, steps: 2) }
                try await replay.play(exchange)
            }
            Self.expectNothing(replay)
        }
    }

    private static func expectNothing(_ replay: Replay) {
        for finding in replay.findings { Issue.record(Comment(rawValue: finding)) }
    }

    /// What refers to the rows that the transcript deletes because they are referred to.
    private static func addDockerImage(_ server: TestServer) async throws {
        _ = try await add(server, "docker/create", [
            "name": "mmclassification", "version": "0.23.1", "url": "registry/mmclassification:0.23.1", "framework": 2,
            "domain": "Image Classification", "tasks": ["Train"], "min_hardware_generation": 4, "licence": "Apache 2.0",
        ])
    }

    /// Values are looked at when a job is made, so the dataset that the recorded jobs name must be there.
    private static func addDataset(_ server: TestServer) async throws {
        let team = try await add(server, "teams/create", ["name": "team"])
        let project = try await add(server, "projects/create", ["name": "project", "team": .int(team)])
        let dataset = try await add(server, "datasets/create", [
            "name": "dataset", "project": .int(project), "licence": "Apache 2.0", "domain": "Image Classification",
        ])
        #expect(dataset == 1)
    }

    private static func addLauncherRows(_ server: TestServer, steps: Int64) async throws {
        let node = try await add(server, "nodes/create", ["ip": "192.0.2.2", "index": 0, "cpu_mem": 25_274_793_984])
        _ = try await server.send(.GET, "/v1/nodes/ping", headers: ["Node-Id": String(node)])
        try await addProbe(server, steps: steps)
    }

    private static func addProbe(_ server: TestServer, steps: Int64) async throws {
        let template = try await add(server, "job-templates/import", [
            "name": "probe_export", "version": 1, "scope": "public", "licence": "Apache 2.0", "domain": "ic",
            "specific": [
                "job_type": "Export", "executor_class": "probe_exec.ProbeExport", "required_packages": "",
                "parameters": [
                    "steps": ["types": ["int"], "help": "", "default": 3],
                    "delay": ["types": ["float"], "help": "", "default": 0.1],
                    "fail": ["types": ["bool"], "help": "", "default": false],
                ],
            ],
        ])
        _ = try await add(server, "job-templates/\(template)/create-job", [
            "input_values": [:], "description": "probe export",
            "parameter_values": ["fail": ["value": false, "type": "bool"], "steps": ["value": .int(steps), "type": "int"]],
        ])
    }

    /// - Returns: the key of the new row.
    private static func add(_ server: TestServer, _ path: String, _ body: JSON) async throws -> Int64 {
        let answer = try await server.send(.POST, "/v1/\(path)", body)
        guard let key = try answer.json()["pk"]?.intValue else { throw TestFailure("\(path): \(answer.text)") }
        return key
    }
}
