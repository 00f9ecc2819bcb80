import Foundation
import JSONSupport
import Testing

/// Seed jobs in real containers, from submit to end.
@Suite(.disabled(if: TestEngine.isSkipped), .serialized) struct ContainerRunTests {
    @Test func aJobRunsOnItsInputsAndHandsBackItsOutputs() async throws {
        try await ContainerScene.run { scene in
            let script = #"""
                echo "working for $GREETING with $TOKEN and $ALLOCATED_MEM"; echo "to stderr" >&2; echo "DROVER_PROGRESS 50%";
                tr a-z A-Z < "$1" > "$OUTPUT_DIR/result.txt"; printf "{\"LENGTH\": %s}" "$(wc -c < "$1")" > "$OUTPUT_DIR/seed.outputs.json";
                echo "{\"type\":\"Point\",\"coordinates\":[1,2]}" > "$OUTPUT_DIR/result.txt.metadata.json"; echo "$TEXT $OUTPUT_DIR $INPUT_METADATA";
                printf end
                """#
            try await scene.addType(
                "upper", command: "sh -c '\(script)' x ${TEXT}",
                configuration: ["settings": ["TOKEN": "hush-hush"]]
            ) { job in
                job["interface"] = [
                    "inputs": [
                        "files": [["name": "TEXT", "mediaTypes": ["text/plain"]]],
                        "json": [["name": "GREETING", "type": "string"]],
                    ],
                    "outputs": [
                        "files": [["name": "RESULT", "pattern": "*.txt", "mediaType": "text/plain"]],
                        "json": [["name": "length", "type": "integer", "key": "LENGTH"]],
                    ],
                    "settings": [["name": "TOKEN", "secret": true]],
                ]
            }
            let uploaded = try await scene.server.send(.POST, "/api/files?name=in.txt", bytes: Array("hello world".utf8))
            let file = try #require(try uploaded.json()["id"]?.intValue)
            try await scene.worker.run {
                let job = try await scene.finished("upper", [
                    "input": ["files": ["TEXT": .int(file)], "json": ["GREETING": "the test"]],
                ])
                #expect(job["phase"] == "completed", "\(job.compactText)")
                #expect(job["progress"] == 1.0)
                #expect(job["output"]?["json"] == ["length": 11])
                let output = try #require(job["output"]?["files"]?["RESULT"]?.arrayValue?.first?["id"]?.intValue)
                #expect(try await scene.server.send(.GET, "/api/files/\(output)/content").text == "HELLO WORLD")
                let described = try await scene.server.send(.GET, "/v6/files/\(output)/").json()
                #expect(described["meta_data"]?["type"] == "Point")
                let log = try await scene.log(job)
                #expect(log.contains("working for the test with hush-hush and 128.0"))
                #expect(log.contains("to stderr"))
                #expect(log.contains(
                    "/scale/input_data/TEXT/in.txt /scale/output_data /scale/input_data/scale-input-metadata.json"
                ))
                #expect(log.contains("\nend") && !log.contains("end\n"), "not a byte more than was written")
                #expect(try await scene.engine.containers() == [])
                #expect(try FileManager.default.contentsOfDirectory(atPath: scene.server.folder + "/work") == [])
            }
        }
    }

    @Test func aFailureIsMappedByTheManifest() async throws {
        try await ContainerScene.run { scene in
            try await scene.addType("breaks", script: "exit 7") { job in
                job["errors"] = [["code": 7, "name": "bad-data", "title": "Bad data", "category": "data"]]
            }
            try await scene.worker.run {
                let job = try await scene.finished("breaks")
                #expect(job["error"]?["name"] == "bad-data")
                #expect(job["error"]?["category"] == "DATA")
                #expect(job["exit_code"] == 7)
            }
        }
    }

    @Test func aJobThatRunsTooLongIsEnded() async throws {
        try await ContainerScene.run { scene in
            // The first process of a container hears no SIGTERM unless it wants to.
            try await scene.addType("slow", command: "sleep 300") { $0["timeout"] = 1 }
            try await scene.worker.run {
                let job = try await scene.finished("slow")
                #expect(job["error"]?["name"] == "timeout")
                #expect(try await scene.engine.containers() == [])
            }
        }
    }

    @Test func aJobThatWantsTooMuchMemoryIsKilled() async throws {
        try await ContainerScene.run { scene in
            try await scene.addType("greedy", command: "tail /dev/zero")
            try await scene.addType("mapped", command: "tail /dev/zero") { job in
                job["errors"] = [["code": 137, "name": "too-big", "category": "data"]]
            }
            try await scene.worker.run {
                let job = try await scene.finished("greedy")
                #expect(job["error"]?["name"] == "algorithm-unknown", "\(job.compactText)")
                #expect(job["exit_code"] == 137)
                #expect(job["error"]?["message"]?.stringValue?.contains("limit of 128 MiB") == true, "\(job.compactText)")
                #expect(job["attempt"] == 1)
                #expect(try await scene.finished("mapped")["error"]?["name"] == "too-big")
            }
        }
    }

    @Test func whatIsKilledFromOutsideRunsAgain() async throws {
        try await ContainerScene.run { scene in
            try await scene.addType("killed", script: "echo DROVER_PROGRESS 10%; exec sleep 300")
            try await scene.worker.run {
                let id = try await scene.worker.submit("killed")
                try await scene.isAtWork(id)
                try await scene.engine.podman("kill", "--all")
                try await scene.isAtWork(id, attempt: 2)
                let details = try await scene.server.send(.GET, "/v6/jobs/\(id)/executions/1/").json()
                #expect(details["error"]?["name"] == "docker-terminated", "\(details.compactText)")
            }
        }
    }

    @Test func aRunningJobCanBeCanceled() async throws {
        try await ContainerScene.run { scene in
            try await scene.addType("waits", script: "echo DROVER_PROGRESS 10%; exec sleep 300")
            try await scene.worker.run {
                let id = try await scene.worker.submit("waits")
                try await scene.isAtWork(id)
                #expect(try await scene.engine.containers().count == 1)
                let canceled = try await scene.server.send(.POST, "/v6/jobs/cancel/", ["job_ids": [.int(id)]])
                #expect(canceled.status == 202)
                #expect(try await scene.worker.finished(id)["phase"] == "canceled")
            }
            #expect(try await scene.engine.containers() == [], "the worker has ended, and left something")
        }
    }

    @Test func aWorkerThatStopsGivesItsJobBackAndLeavesNothing() async throws {
        try await ContainerScene.run { scene in
            try await scene.addType("waits", script: "echo DROVER_PROGRESS 10%; exec sleep 300")
            let id = try await scene.worker.submit("waits")
            try await scene.worker.run {
                try await scene.isAtWork(id)
            }
            #expect(try await scene.engine.containers() == [])
            let job = try await scene.server.send(.GET, "/api/jobs/\(id)").json()
            #expect(job["phase"] == "queued")
        }
    }
}
