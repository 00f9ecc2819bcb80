import DroverServer
import Foundation
import JSONSupport
import JobEngine
import Testing

/// Jobs from submit to end, on a real server with a real worker and real processes.
@Suite struct JobRunTests {
    @Test func aJobRunsOnItsInputsAndHandsBackItsOutputs() async throws {
        try await TestServer.run { server in
            let worker = try await TestWorker(server)
            try await worker.addType(
                "upper",
                script: """
                    echo "working for $GREETING"
                    echo "to stderr" >&2
                    echo "DROVER_PROGRESS 50%"
                    tr a-z A-Z < "$TEXT" > "$OUTPUT_DIR/result.txt"
                    printf '{"LENGTH": %s}' "$(wc -c < "$TEXT")" > "$OUTPUT_DIR/seed.outputs.json"
                    echo '{"type":"Point","coordinates":[1,2]}' > "$OUTPUT_DIR/result.txt.metadata.json"
                    echo '{"type":"FeatureCollection","features":[]}' > "$OUTPUT_DIR/TEXT.metadata.json"
                    """
            ) { job in
                job["interface"] = [
                    "command": "${TEXT}",
                    "inputs": [
                        "files": [["name": "TEXT", "mediaTypes": ["text/plain"]]],
                        "json": [["name": "GREETING", "type": "string"]],
                    ],
                    "outputs": [
                        "files": [["name": "RESULT", "pattern": "*.txt", "mediaType": "text/plain"]],
                        "json": [["name": "length", "type": "integer", "key": "LENGTH"]],
                    ],
                ]
            }
            let uploaded = try await server.send(.POST, "/api/files?name=in.txt", bytes: Array("hello world".utf8))
            #expect(uploaded.status == 201)
            let file = try #require(try uploaded.json()["id"]?.intValue)
            try await worker.run {
                let id = try await worker.submit("upper", [
                    "input": ["files": ["TEXT": .int(file)], "json": ["GREETING": "the test"]],
                ])
                let job = try await worker.finished(id)
                #expect(job["phase"] == "completed", "\(job.compactText)")
                #expect(job["progress"] == 1.0)
                #expect(job["output"]?["json"] == ["length": 11])
                let output = try #require(job["output"]?["files"]?["RESULT"]?.arrayValue?.first?["id"]?.intValue)
                let content = try await server.send(.GET, "/api/files/\(output)/content")
                #expect(content.text == "HELLO WORLD")
                #expect(content.header("Content-Type") == "text/plain")
                let described = try await server.send(.GET, "/v6/files/\(output)/").json()
                #expect(described["meta_data"]?["type"] == "Point")
                let input = try await server.send(.GET, "/v6/files/\(file)/").json()
                #expect(input["meta_data"] == [:], "a collection is no description of one file")
                let log = try await server.send(.GET, "/api/jobs/\(id)/log").json()
                let text = log["chunks"]?.arrayValue?.compactMap { $0["text"]?.stringValue }.joined() ?? ""
                #expect(text.contains("working for the test"))
                #expect(text.contains("to stderr"))
                let scale = try await server.send(.GET, "/v6/jobs/\(id)/").json()
                #expect(scale["status"] == "COMPLETED")
                #expect(scale["execution"]?["exe_num"] == 1)
                let execution = try #require(scale["execution"]?["id"]?.intValue)
                let hits = try await server.send(.GET, "/v6/job-executions/\(execution)/logs/stdout/").json()
                #expect(hits["hits"]?["hits"]?.arrayValue?.first?["_source"]?["message"] == "working for the test")
                let plain = try await server.send(
                    .GET, "/v6/job-executions/\(execution)/logs/stderr/", headers: ["Accept": "text/plain"]
                )
                #expect(plain.text == "to stderr\n")
                let inputs = try await server.send(.GET, "/v6/jobs/\(id)/input_files/").json()
                #expect(inputs["results"]?.arrayValue?.first?["file_name"] == "in.txt")
            }
        }
    }

    @Test func aFailureIsMappedByTheManifest() async throws {
        try await TestServer.run { server in
            let worker = try await TestWorker(server)
            try await worker.addType("breaks", script: "exit 7") { job in
                job["errors"] = [["code": 7, "name": "bad-data", "title": "Bad data", "category": "data"]]
            }
            try await worker.addType("strange", script: "exit 9")
            try await worker.run {
                let mapped = try await worker.finished(try await worker.submit("breaks"))
                #expect(mapped["phase"] == "failed")
                #expect(mapped["error"]?["name"] == "bad-data")
                #expect(mapped["error"]?["category"] == "DATA")
                #expect(mapped["exit_code"] == 7)
                #expect(mapped["attempt"] == 1)
                let unmapped = try await worker.finished(try await worker.submit("strange"))
                #expect(unmapped["error"]?["name"] == "algorithm-unknown")
                let failed = try await server.send(.GET, "/v6/jobs/?status=FAILED&error_category=DATA").json()
                #expect(failed["count"] == 1)
            }
        }
    }

    @Test func aJobThatRunsTooLongIsEndedWithItsChildren() async throws {
        try await TestServer.run { server in
            let worker = try await TestWorker(server)
            try await worker.addType("slow", script: "sleep 300 & echo $! > \(server.folder)/child; wait") { job in
                job["timeout"] = 1
            }
            try await worker.run {
                let job = try await worker.finished(try await worker.submit("slow"))
                #expect(job["error"]?["name"] == "timeout")
                #expect(job["error"]?["category"] == "ALGORITHM")
                let child = try String(contentsOfFile: server.folder + "/child", encoding: .utf8)
                let pid = try #require(Int32(child.trimmingCharacters(in: .whitespacesAndNewlines)))
                let isAlive = FileManager.default.contents(atPath: "/proc/\(pid)/stat").map {
                    !String(decoding: $0, as: UTF8.self).contains(") Z ")
                } ?? false
                #expect(!isAlive, "the grandchild outlived the job")
            }
        }
    }

    @Test func aRunningJobCanBeCanceledAndRequeued() async throws {
        try await TestServer.run({ $0.engine.heartbeatInterval = .seconds(1) }) { server in
            let worker = try await TestWorker(server)
            try await worker.addType("waits", script: "[ -e \(server.folder)/go ] || exec sleep 300")
            try await worker.run {
                let id = try await worker.submit("waits")
                _ = try await worker.wait(for: id) { $0["phase"] == "running" }
                let canceled = try await server.send(.POST, "/v6/jobs/cancel/", ["job_ids": [.int(id)]])
                #expect(canceled.status == 202)
                #expect(canceled.body.isEmpty)
                #expect(try await worker.finished(id)["phase"] == "canceled")
                try Data().write(to: URL(filePath: server.folder + "/go"))
                #expect(try await server.send(.POST, "/v6/jobs/requeue/", ["job_ids": [.int(id)]]).status == 202)
                let again = try await worker.wait(for: id) { $0["phase"] == "completed" }
                #expect(again["attempt"] == 2)
                let executions = try await server.send(.GET, "/v6/jobs/\(id)/executions/").json()
                #expect(executions["results"]?.arrayValue?.compactMap { $0["exe_num"] } == [2, 1])
            }
        }
    }

    @Test func aWorkerThatStopsGivesItsJobBackUnburnt() async throws {
        try await TestServer.run { server in
            let worker = try await TestWorker(server)
            try await worker.addType("stays", script: "[ -e \(server.folder)/go ] || exec sleep 300")
            let id = try await worker.submit("stays")
            try await worker.run {
                _ = try await worker.wait(for: id) { $0["phase"] == "running" }
            }
            let back = try await server.send(.GET, "/api/jobs/\(id)").json()
            #expect(back["phase"] == "queued")
            let left = (back["max_attempts"]?.intValue ?? 0) - (back["attempt"]?.intValue ?? 0)
            #expect(left == 2, "an attempt was burnt")
            try Data().write(to: URL(filePath: server.folder + "/go"))
            try await worker.run {
                let done = try await worker.finished(id)
                #expect(done["phase"] == "completed")
            }
        }
    }

    @Test func aWaitingJobSaysWhy() async throws {
        try await TestServer.run { server in
            let worker = try await TestWorker(server)
            try await worker.addType("plain", script: "true")
            try await worker.addType("huge", script: "true") { job in
                job["resources"] = ["scalar": [["name": "mem", "value": 1_000_000]]]
            }
            let first = try await worker.submit("plain")
            func reasons(_ id: Int64) async throws -> [String] {
                let job = try await server.send(.GET, "/api/jobs/\(id)").json()
                return job["waiting"]?.arrayValue?.compactMap { $0["reason"]?.stringValue } ?? []
            }
            #expect(try await reasons(first) == ["no_nodes", "position_in_queue"])
            _ = try await server.send(.PATCH, "/v6/job-types/plain/1.0.0/", ["is_paused": true])
            #expect(try await reasons(first).contains("type_paused"))
            let huge = try await worker.submit("huge")
            try await worker.run {
                // The node is there once it has taken a job of a type that is not paused.
                try await worker.addType("probe", script: "true")
                _ = try await worker.finished(try await worker.submit("probe"))
                #expect(try await reasons(huge).contains("no_node_with_enough"))
                #expect(try await reasons(first) == ["type_paused", "position_in_queue"])
                _ = try await server.send(.PATCH, "/v6/job-types/plain/1.0.0/", ["is_paused": false])
                #expect(try await worker.finished(first)["phase"] == "completed")
            }
        }
    }

    @Test func aMissingOutputIsAnError() async throws {
        try await TestServer.run { server in
            let worker = try await TestWorker(server)
            let outputs: JSON = ["outputs": ["files": [["name": "OUT", "pattern": "*.dat"]]]]
            try await worker.addType("none", script: "true") { $0["interface"] = outputs }
            try await worker.addType("two", script: "touch $OUTPUT_DIR/a.dat $OUTPUT_DIR/b.dat") { $0["interface"] = outputs }
            try await worker.run {
                let none = try await worker.finished(try await worker.submit("none"))
                #expect(none["error"]?["name"] == "missing-required-output")
                let two = try await worker.finished(try await worker.submit("two"))
                #expect(two["error"]?["name"] == "unexpected-multiple-outputs")
            }
        }
    }
}
