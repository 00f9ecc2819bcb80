import DroverServer
import Foundation
import JSONSupport
import JobEngine
import Testing

/// One job, every dialect: what is made in one is seen, and worked on, in the others.
@Suite struct DialectsTests {
    @Test func aSeedJobIsRunByAUFDLNode() async throws {
        try await TestServer.run { server in
            let client = try await UFDLClient(server)
            let node = try await client.node()
            let manifest = Manifests.named("seed") {
                $0["interface"] = ["command": "", "inputs": ["json": [["name": "N", "type": "integer"]]]]
            }
            #expect(try await server.send(.POST, "/v6/job-types/", Manifests.image(manifest)).status == 201)
            let made = try await server.send(.POST, "/api/jobs", ["job_type": "seed", "input": ["json": ["N": 3]]])
            let id = try #require(try made.json()["id"]?.intValue)
            let shown = try await client.job(id)
            #expect(shown["template"]?["name"] == "seed")
            #expect(shown["input_values"] == ["N": ["value": 3, "type": "int"]])
            try await client.start(id, node: node)
            try await client.post("jobs/\(id)/progress/1", node: node)
            try await client.finish(id, node: node)
            #expect(try await server.send(.GET, "/v6/jobs/\(id)/").json()["status"] == "COMPLETED")
            #expect(try await server.send(.GET, "/api/jobs/counts").json()["completed"] == 1)
        }
    }

    @Test func aUFDLJobIsSeenAndCountedEverywhere() async throws {
        try await TestServer.run { server in
            let client = try await UFDLClient(server)
            let node = try await client.node()
            let job = try await client.createJob(client.importTemplate(UFDLClient.workable("train")))
            let scale = try await server.send(.GET, "/v6/jobs/").json()
            #expect(scale["results"]?.arrayValue?.first?["job_type"]?["name"] == "train")
            let byName = try await server.send(.GET, "/api/jobs?type=train").json()
            #expect(byName["jobs"]?.arrayValue?.count == 1)
            let waiting = try await server.send(.GET, "/api/jobs/\(job)").json()["waiting"]?.arrayValue?.first
            #expect(waiting?["reason"] == "waits_for_ufdl_node")
            try await client.start(job, node: node)
            #expect(try await client.addOutput(job, "model", "JSON", "{}", node: node).status == 200)
            #expect(try await client.addOutput(job, "empty", "JSON", "", node: node).status == 200)
            try await client.finish(job, node: node)
            let native = try await server.send(.GET, "/api/jobs/\(job)").json()
            #expect(native["phase"] == "completed")
            #expect(native["output"]?["files"]?["model"]?.arrayValue?.first?["size"] == 2)
            #expect(native["output"]?["files"]?["empty"]?.arrayValue?.first?["size"] == 0)
        }
    }

    @Test func aTemplateIsNotSubmittedAsASeedJob() async throws {
        try await TestServer.run { server in
            let client = try await UFDLClient(server)
            let template = try await client.importTemplate(UFDLClient.workable("train"))
            let answer = try await server.send(.POST, "/api/jobs", ["job_type": .int(template), "input": [:]])
            #expect(answer.status == 400)
            #expect(answer.text.contains("/v1/job-templates/\(template)/create-job"))
        }
    }

    @Test func aSilentNodeLosesItsJob() async throws {
        try await TestServer.run({ $0.engine.nodeLease = .milliseconds(100) }) { server in
            let client = try await UFDLClient(server)
            let job = try await client.createJob(client.importTemplate(UFDLClient.workable("train")))
            try await client.start(job, node: client.node())
            var shown = try await server.send(.GET, "/api/jobs/\(job)").json()
            let deadline = ContinuousClock.now + .seconds(20)
            while shown["phase"] == "running", ContinuousClock.now < deadline {
                let modified = try #require(shown["last_modified"]?.stringValue)
                shown = try await server.send(.GET, "/api/jobs/\(job)?wait=10&modified=\(modified)").json()
            }
            #expect(shown["phase"] == "queued")
            #expect(try await client.job(job)["node"] == .null)
        }
    }

    @Test func aNativeWorkerLeavesUFDLJobsAlone() async throws {
        try await TestServer.run { server in
            let client = try await UFDLClient(server)
            let ufdl = try await client.createJob(client.importTemplate(UFDLClient.workable("train")))
            let worker = try await TestWorker(server)
            try await worker.addType("quick", script: "true")
            try await worker.run {
                let quick = try await worker.finished(worker.submit("quick"))
                #expect(quick["phase"] == "completed")
            }
            #expect(try await client.job(ufdl)["node"] == .null)
        }
    }
}
