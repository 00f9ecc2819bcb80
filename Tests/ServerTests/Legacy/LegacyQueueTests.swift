import DroverServer
import Foundation
import JSONSupport
import JobEngine
import Testing

/// The queue and single jobs as the clients of 2015 use them.
@Suite struct LegacyQueueTests {
    @Test func theStateOfTheQueue() async throws {
        try await TestServer.run { server in
            #expect(try await server.send(.GET, "/queue/status/").json() == ["queue_status": []])
            let urgent = try await LegacyTypes.add("urgent", to: server) { $0["priority"] = 150 }
            let patient = try await LegacyTypes.add("patient", to: server)
            let paused = try await LegacyTypes.add("paused", to: server) { $0["priority"] = 101 }
            #expect(try await server.send(.PATCH, "/job-types/\(paused)/", ["is_paused": true]).status == 201)
            for type in [patient, paused, urgent, urgent] { _ = try await LegacyTypes.submit(type, to: server) }
            let status = try await server.send(.GET, "/v5/queue/status/").json()["queue_status"]?.arrayValue ?? []
            #expect(status.map { $0["job_type_name"] } == ["urgent", "patient", "paused"])
            #expect(status.first?["count"] == 2)
            #expect(status.first?["highest_priority"] == 150)
            #expect(status.first?["job_type_version"] == "1.0")
            #expect(status.map { $0["is_job_type_paused"] } == [false, false, true])
            #expect(status.first?.objectValue?.keys == [
                "count", "longest_queued", "job_type_name", "job_type_version", "highest_priority", "is_job_type_paused",
            ])
        }
    }

    @Test func submittingEverywhere() async throws {
        try await TestServer.run { server in
            let type = try await LegacyTypes.add("typed", to: server) { body in
                body["interface"] = [
                    "command": "x", "command_arguments": "${WORD}",
                    "input_data": [["name": "WORD", "type": "property"], ["name": "IN", "type": "file", "required": false]],
                    "output_data": [["name": "OUT", "type": "file"]],
                ]
            }
            let made = try await server.send(
                .POST, "/queue/new-job/",
                ["job_type_id": .int(type), "job_data": ["input_data": [["name": "WORD", "value": "a"]]]]
            )
            #expect(made.status == 201)
            let job = try made.json()
            let id = try #require(job["id"]?.intValue)
            #expect(made.header("Location") == "\(server.address)/jobs/\(id)/")
            #expect(job["status"] == "QUEUED")
            #expect(job["job_type"]?["name"] == "typed")
            #expect(job["job_type_rev"]?["interface"]?["command"] == "x")
            #expect(job["max_tries"] == 3)
            #expect(try await server.send(.GET, "/v5/jobs/\(id)/").json() == job)
            let scale: JSON = ["job_type_id": .int(type), "input": ["json": ["WORD": "b"]]]
            #expect(try await server.send(.POST, "/v6/jobs/", scale).status == 201)
            let native: JSON = ["job_type": "typed", "version": "1.0", "input": ["json": ["WORD": "c"]]]
            #expect(try await server.send(.POST, "/api/jobs", native).status == 201)
            #expect(try await server.send(.GET, "/v6/jobs/?job_type_name=typed").json()["count"] == 3)

            let bodies: [JSON] = [
                [:], ["job_type_id": 999], ["job_type_id": .int(type)],
                ["job_type_id": .int(type), "job_data": [1]], ["job_type_id": .int(type), "job_data": ["color": 1]],
                ["job_type_id": .int(type), "job_data": ["version": "2.0"]],
                ["job_type_id": .int(type), "job_data": ["input_data": [["value": "x"]]]],
                ["job_type_id": .int(type), "job_data": ["input_data": [["name": "WORD"]]]],
                ["job_type_id": .int(type), "job_data": ["input_data": [["name": "WORD", "value": 5]]]],
                ["job_type_id": .int(type), "job_data": ["input_data": [
                    ["name": "WORD", "value": "a"], ["name": "IN", "file_id": 77],
                ]]],
                ["job_type_id": .int(type), "job_data": [
                    "input_data": [["name": "WORD", "value": "a"]],
                    "output_data": [["name": "OUT", "workspace_id": 77]],
                ]],
            ]
            for (index, body) in bodies.enumerated() {
                let answer = try await server.send(.POST, "/queue/new-job/", body)
                #expect(answer.status == (index == 1 ? 404 : 400), "\(index): \(answer.text)")
                #expect(!answer.detail.isEmpty)
            }
        }
    }

    @Test func outputsGoToTheirWorkspaces() async throws {
        let folder = NSTemporaryDirectory() + "drover-workspace-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await TestServer.run({ $0.engine.workspaceRoots = [folder] }) { server in
            let worker = try await TestWorker(server)
            let made = try await server.send(.POST, "/v6/workspaces/", [
                "name": "shared", "configuration": ["broker": ["type": "host", "host_path": .string(folder)]],
            ])
            #expect(made.status == 201, "\(made.text)")
            let workspace = try #require(try made.json()["id"]?.intValue)
            try worker.addProgram("algorithm", toImage: "stores", script: "echo x > $1/x; echo ARTIFACT:OUT:x")
            let type = try await LegacyTypes.add("stores", to: server) { body in
                body["interface"] = [
                    "command": "algorithm", "command_arguments": "${job_output_dir}",
                    "output_data": [["name": "OUT", "type": "file"]],
                ]
            }
            let data: JSON = ["output_data": [["name": "OUT", "workspace_id": .int(workspace)]]]
            try await worker.run {
                let id = try await LegacyTypes.submit(type, data, to: server)
                #expect(try await worker.finished(id)["phase"] == "completed")
                let shown = try await server.send(.GET, "/jobs/\(id)/").json()
                #expect(shown["data"]?["output_data"] == [["name": "OUT", "workspace_id": .int(workspace)]])
                #expect(shown["products"]?.arrayValue?.first?["workspace"]?["id"] == .int(workspace))
                #expect(shown["priority"] == 260)
            }
        }
    }

    @Test func cancelingAndRequeueing() async throws {
        try await TestServer.run { server in
            let id = try await LegacyTypes.submit(try await LegacyTypes.add("stopped", to: server), to: server)
            let path = "/jobs/\(id)/"
            let early = try await server.send(.POST, "/queue/requeue-job/", ["job_id": .int(id)])
            #expect(early.status == 409)
            #expect(early.detail == "Job must be in the CANCELED or FAILED state for requeue")
            let wrong = try await server.send(.PATCH, path, ["status": "RUNNING"])
            #expect(wrong.status == 400)
            #expect(wrong.detail == "Invalid or read-only status. Allowed values: CANCELED")
            #expect(try await server.send(.PATCH, path, ["priority": 1]).status == 400)
            #expect(try await server.send(.PATCH, path, [:]).status == 400)
            let canceled = try await server.send(.PATCH, "/v5\(path)", ["status": "CANCELED"])
            #expect(canceled.status == 201)
            #expect(try canceled.json()["status"] == "CANCELED")
            let again = try await server.send(.POST, "/v5/queue/requeue-job/", ["job_id": .int(id)])
            #expect(again.status == 200)
            #expect(try again.json()["status"] == "QUEUED")
            #expect(try await server.send(.PATCH, "/jobs/77/", ["status": "CANCELED"]).status == 404)
            #expect(try await server.send(.POST, "/queue/requeue-job/", ["job_id": 77]).status == 404)
            #expect(try await server.send(.GET, "/jobs/77/").detail == "Not found")
        }
    }
}
