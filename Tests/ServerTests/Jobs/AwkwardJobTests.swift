import DroverServer
import Foundation
import JSONSupport
import JobEngine
import Testing

/// What jobs do that was not foreseen: pipes among the outputs, logs cut in the middle of a character, names twice.
@Suite struct AwkwardJobTests {
    private static func interface(_ pattern: String, multiple: Bool = false) -> JSON {
        [
            "command": "",
            "outputs": ["files": [
                ["name": "OUT", "pattern": .string(pattern), "mediaType": "text/plain", "multiple": .bool(multiple)],
            ]],
        ]
    }

    @Test func pipesAmongTheOutputsAreNoOutputs() async throws {
        try await TestServer.run { server in
            let worker = try await TestWorker(server)
            try await worker.addType("pipe", script: #"mkfifo "$OUTPUT_DIR/a.txt" "$OUTPUT_DIR/seed.outputs.json""#) {
                $0["interface"] = Self.interface("*.txt")
            }
            try await worker.run {
                let job = try await worker.finished(worker.submit("pipe"))
                #expect(job["phase"] == "failed")
                #expect(job["error"]?["name"] == "missing-required-output")
            }
        }
    }

    @Test func outputsOfOneNameInTwoFoldersBothStay() async throws {
        try await TestServer.run({ $0.engine.workspaceRoots = [NSTemporaryDirectory()] }) { server in
            let worker = try await TestWorker(server)
            let folder = server.folder + "/raw"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let workspace = try await server.send(.POST, "/v6/workspaces/", [
                "name": "raw", "title": "raw", "configuration": ["broker": ["type": "host", "host_path": .string(folder)]],
            ])
            #expect(workspace.status == 201, "\(workspace.text)")
            try await worker.addType("twins", script: """
                mkdir "$OUTPUT_DIR/s" "$OUTPUT_DIR/t"
                echo first > "$OUTPUT_DIR/s/a.txt"
                echo second one > "$OUTPUT_DIR/t/a.txt"
                """) { $0["interface"] = Self.interface("*/*.txt", multiple: true) }
            let edited = try await server.send(.PATCH, "/v6/job-types/twins/1.0.0/", [
                "configuration": ["output_workspaces": ["default": "raw"]],
            ])
            #expect(edited.status == 204, "\(edited.text)")
            try await worker.run {
                let job = try await worker.finished(worker.submit("twins"))
                #expect(job["phase"] == "completed", "\(job.compactText)")
                let files = job["output"]?["files"]?["OUT"]?.arrayValue ?? []
                var contents: Set<String> = []
                for file in files {
                    let id = try #require(file["id"]?.intValue)
                    contents.insert(try await server.send(.GET, "/api/files/\(id)/content").text)
                }
                #expect(contents == ["first\n", "second one\n"])
            }
        }
    }

    @Test func logsAreWholeWhereverTheyAreCut() async throws {
        try await TestServer.run { server in
            let worker = try await TestWorker(server)
            // The pause lets the sender see half a character and half a line.
            try await worker.addType("speak", script: """
                printf 'gr\\303'; sleep 0.4; printf '\\274n\\n\\nend'; sleep 0.4; printf ' of it\\n'
                """)
            try await worker.addType("count", script: "seq 1 30000")
            try await worker.run {
                let spoken = try await worker.finished(worker.submit("speak"))
                let execution = try #require(spoken["execution"]?.intValue)
                let plain = try await server.send(
                    .GET, "/v6/job-executions/\(execution)/logs/stdout/", headers: ["Accept": "text/plain"]
                )
                #expect(plain.text == "grün\n\nend of it\n")
                let native = try await server.send(.GET, "/api/executions/\(execution)/log").json()
                #expect(native["chunks"]?.arrayValue?.compactMap { $0["text"]?.stringValue }.joined() == plain.text)

                let counted = try await worker.finished(worker.submit("count"))
                let lines = try await Self.allLines(server, of: try #require(counted["execution"]?.intValue))
                #expect(lines == (1...30_000).map(String.init))
            }
        }
    }

    /// Every line of a log, read as Scale's clients do: from the time of the last line on.
    private static func allLines(_ server: TestServer, of execution: Int64) async throws -> [String] {
        var lines: [String] = []
        var started = ""
        for _ in 0..<10 {
            let query = started.isEmpty ? "" : "?started=\(started)"
            let answer = try await server.send(.GET, "/v6/job-executions/\(execution)/logs/combined/\(query)")
            let hits = try answer.json()["hits"]?["hits"]?.arrayValue ?? []
            #expect(hits.count <= 10_000)
            let texts = hits.compactMap { $0["_source"]?["message"]?.stringValue }
            lines += started.isEmpty ? texts : Array(texts.dropFirst())
            guard hits.count > 1, let last = hits.last?["_source"]?["@timestamp"]?.stringValue else { return lines }
            started = last
        }
        return lines
    }

    @Test func anInputThatIsGoneFailsTheJob() async throws {
        try await TestServer.run { server in
            let worker = try await TestWorker(server)
            try await worker.addType("read", script: "true") {
                $0["interface"] = ["command": "", "inputs": ["files": [["name": "IN", "mediaTypes": [], "multiple": true]]]]
            }
            let name = String(repeating: "n", count: 255)
            let file = try await server.send(.POST, "/api/files?name=\(name)", bytes: Array("x".utf8)).json()["id"]
            let id = try #require(file?.intValue)
            try await worker.run {
                let twice = try await worker.submit("read", ["input": ["files": ["IN": [.int(id), .int(id)]]]])
                #expect(try await worker.finished(twice)["phase"] == "completed")
            }
            let lost = try await worker.submit("read", ["input": ["files": ["IN": [.int(id)]]]])
            #expect(try await server.send(.DELETE, "/api/files/\(id)").status == 204)
            try await worker.run {
                let job = try await worker.finished(lost)
                #expect(job["phase"] == "failed")
                #expect(job["error"]?["name"] == "filesystem-io")
            }
        }
    }

    @Test func anEmptySelectionSelectsNothing() async throws {
        try await TestServer.run { server in
            _ = try await server.send(.POST, "/v6/job-types/", Manifests.image(Manifests.named("stay")))
            let id = try #require(try await server.send(.POST, "/api/jobs", ["job_type": "stay"]).json()["id"]?.intValue)
            for body: JSON in [["job_ids": []], ["statuses": []], ["job_types": []]] {
                #expect(try await server.send(.POST, "/v6/jobs/cancel/", body).status == 202)
            }
            let refused = try await server.send(.POST, "/v6/jobs/cancel/", [:])
            #expect(refused.status == 400)
            #expect(refused.detail.contains("job_ids"))
            #expect(try await server.send(.GET, "/api/jobs/\(id)").json()["phase"] == "queued")
            #expect(try await server.send(.GET, "/v6/jobs/?is_superseded=true").json()["count"] == 0)
            #expect(try await server.send(.GET, "/v6/jobs/?job_type_version=9.9.9").json()["count"] == 0)
        }
    }
}
