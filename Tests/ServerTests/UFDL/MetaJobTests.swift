import Foundation
import JSONSupport
import Testing

/// Jobs made of jobs (ufdl.md §9): children come as their dependencies finish, and the whole goes along with them.
@Suite struct MetaJobTests {
    private static let model = "Model<Domain<'Image Classification'>, Framework<'dogs_dummy', '1'>>"

    /// Train, then predict with what was trained.
    private static func meta(_ name: String = "both", dependencies: JSON? = nil) -> JSON {
        [
            "name": .string(name), "scope": "public", "licence": "Apache 2.0",
            "specific": [
                "nodes": [
                    "learn": ["name": "train", "parameter_default_overrides": ["epochs": ["default": 7]]],
                    "apply": ["name": "predict"],
                ],
                "dependencies": dependencies ?? [
                    ["from_node": "learn", "from_output": "model", "to_node": "apply", "to_input": "model"],
                ],
            ],
        ]
    }

    private func withMeta(_ body: (UFDLClient, _ template: Int64, _ node: Int64) async throws -> Void) async throws {
        try await TestServer.run { server in
            let client = try await UFDLClient(server)
            let epochs: JSON = ["epochs": ["types": ["int"], "help": "", "default": 1]]
            _ = try await client.importTemplate(UFDLClient.workable("train", parameters: epochs))
            _ = try await client.importTemplate(UFDLClient.workable("predict", type: UFDLClient.predict))
            let template = try await client.importTemplate(Self.meta())
            try await body(client, template, try await client.node())
        }
    }

    private func create(_ client: UFDLClient, _ template: Int64) async throws -> Int64 {
        let dataset: JSON = ["value": 1, "type": .string(UFDLClient.dataset)]
        return try await client.createJob(template, ["input_values": ["learn:dataset": dataset, "apply:dataset": dataset]])
    }

    private func children(_ client: UFDLClient, of job: Int64) async throws -> [JSON] {
        try await client.list("jobs", ["expressions": [["type": "exact", "field": "parent", "value": .int(job)]]])
    }

    @Test func childrenComeAsTheirDependenciesFinish() async throws {
        try await withMeta { client, template, node in
            let outputs = try await client.call(.GET, "job-templates/\(template)/get-outputs")
            #expect(outputs["learn:model"] == .string(Self.model))
            let parent = try await create(client, template)
            #expect(try await client.job(parent)["start_time"] == .null)
            let first = try #require(try await children(client, of: parent).first)
            let learn = try #require(first["pk"]?.intValue)
            #expect(first["description"] == "child job 'learn' of meta-job both v1")
            #expect(first["parameter_values"]?["epochs"] == ["value": 7, "type": "int"])
            #expect(try await children(client, of: parent).count == 1)

            try await client.call(.GET, "jobs/\(parent)/acquire", node: node, expecting: 403)
            try await client.start(learn, node: node)
            #expect(try await client.job(parent)["start_time"] != .null)
            try await client.post("jobs/\(learn)/progress/0.5", ["comment": "half"], node: node)
            let waiting = try await client.list("jobs", ["expressions": [
                ["type": "compare", "field": "progress_amount", "operator": ">=", "value": 0.25],
                ["type": "exact", "field": "pk", "value": .int(parent)],
            ]])
            #expect(waiting.count == 1, "half of one of two is a quarter")
            #expect(try await client.addOutput(learn, "model", Self.model, "weights", node: node).status == 200)
            try await client.finish(learn, node: node)

            let second = try #require(try await children(client, of: parent).last)
            let apply = try #require(second["pk"]?.intValue)
            #expect(apply != learn)
            #expect(second["input_values"]?["model"]?["type"] == .string("JobOutput<\(Self.model)>"))
            try await client.start(apply, node: node)
            try await client.finish(apply, node: node)
            let whole = try await client.job(parent)
            #expect(whole["end_time"] != .null)
            #expect(whole["error_reason"] == .null)
            #expect(whole["outputs"]?.arrayValue?.compactMap { $0["name"] } == ["learn:model"])
            #expect(try await client.server.send(.GET, "/api/jobs/\(parent)").json()["phase"] == "completed")
        }
    }

    @Test func aFailingChildFailsTheWholeUntilItIsReset() async throws {
        try await withMeta { client, template, node in
            let parent = try await create(client, template)
            let learn = try #require(try await children(client, of: parent).first?["pk"]?.intValue)
            try await client.start(learn, node: node)
            try await client.finish(learn, node: node, error: "boom")
            #expect(try await client.job(parent)["error_reason"] == "Error in child job 'learn':\nboom")
            try await client.call(.DELETE, "jobs/\(learn)/reset", node: node)
            let recovered = try await client.job(parent)
            #expect(recovered["error_reason"] == .null)
            #expect(recovered["end_time"] == .null)

            // A child that finishes without what the next one needs cannot go on.
            try await client.post("jobs/\(learn)/start", ["send_notification": ""], node: node)
            try await client.finish(learn, node: node)
            let reason = try await client.job(parent)["error_reason"]?.stringValue ?? ""
            #expect(reason.hasPrefix("Error creating child job 'apply'"), "\(reason)")
        }
    }

    @Test func onlyTheWholeCanBeCancelled() async throws {
        try await withMeta { client, template, node in
            let parent = try await create(client, template)
            let learn = try #require(try await children(client, of: parent).first?["pk"]?.intValue)
            let refused = try await client.call(.DELETE, "jobs/\(learn)/cancel", expecting: 406)
            #expect(refused["detail"]?.stringValue?.contains("Job is a child job") ?? false)
            try await client.call(.DELETE, "jobs/\(parent)/cancel")
            #expect(try await client.job(parent)["is_cancelled"] == true)
            #expect(try await client.job(learn)["is_cancelled"] == true)
            try await client.call(.GET, "jobs/\(learn)/acquire", node: node, expecting: 406)
        }
    }

    @Test(arguments: [
        (#"[{"from_node":"learn","from_output":"model","to_node":"learn","to_input":"dataset"}]"#, "does not fit"),
        (#"[{"from_node":"nobody","from_output":"model","to_node":"apply","to_input":"model"}]"#, "unknown node 'nobody'"),
        (#"[{"from_node":"learn","from_output":"nothing","to_node":"apply","to_input":"model"}]"#, "no output 'nothing'"),
        (#"[{"from_node":"apply","from_output":"predictions","to_node":"learn","to_input":"dataset"}]"#, "does not fit"),
    ])
    func whatDoesNotFitIsRefusedAtImport(dependencies: String, reason: String) async throws {
        try await withMeta { client, _, _ in
            let refused = try await client.post(
                "job-templates/import", Self.meta("bad", dependencies: try JSON.parse(dependencies)), expecting: 400
            )
            #expect(refused["detail"]?.stringValue?.contains(reason) ?? false, "\(refused.compactText)")
            let found = try await client.list("job-templates", ["expressions": [["type": "exact", "field": "name", "value": "bad"]]])
            #expect(found.isEmpty)
        }
    }

    @Test func exportedTemplatesAreImportedAgainAsTheyWere() async throws {
        try await withMeta { client, template, _ in
            let exported = try await client.call(.GET, "job-templates/\(template)/export")
            let again = try await client.importTemplate(exported)
            #expect(try await client.call(.GET, "job-templates/\(again)/export") == exported)
            #expect(try await client.call(.GET, "job-templates/\(template)")["deletion_time"] != .null)
        }
    }
}
