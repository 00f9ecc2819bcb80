import JSONSupport
import Testing

/// What a template tells somebody who makes a job of it by hand.
@Suite struct TemplateFormTests {
    @Test func aFieldHasItsTypesAndTheValuesOnTheServer() async throws {
        try await TestServer.run { server in
            let client = try await UFDLClient(server)
            let dataset: JSON = ["name": "younger", "project": 1, "licence": "Apache 2.0", "domain": "ic"]
            try await client.post("datasets/create", dataset, expecting: 201)
            let parameters: JSON = [
                "epochs": ["types": ["int", "'all'"], "help": "How often.", "default": 3],
                "about": ["types": ["PK<NamedServerType>"], "help": ""],
            ]
            let template = try await client.importTemplate(UFDLClient.workable("teach", parameters: parameters))
            let form = try await server.send(.GET, "/api/templates/\(template)/form").json()
            #expect(form["name"] == "teach" && form["type"] == .string(UFDLClient.train))
            #expect(form["inputs"] == [[
                "name": "dataset", "help": "", "types": [[
                    "type": .string(UFDLClient.dataset), "is_abstract": false, "kind": "choice",
                    "choices": [["value": 2, "label": "younger v1 (2)"], ["value": 1, "label": "data v1 (1)"]],
                    "has_more_choices": false,
                ]], "default": .null,
            ]])
            #expect(form["parameters"]?.arrayValue?.first == [
                "name": "epochs", "help": "How often.",
                "types": [
                    ["type": "int", "is_abstract": false, "kind": "integer"],
                    ["type": "'all'", "is_abstract": false, "kind": "constant", "value": "all"],
                ],
                "default": ["value": 3, "type": "int", "const": false],
            ])
            let about = form["parameters"]?.arrayValue?.last?["types"]?.arrayValue?.first
            #expect(about?["is_abstract"] == true && about?["kind"] == "integer")
        }
    }

    @Test func outputsOfOtherJobsAreChosenByTheirJob() async throws {
        try await TestServer.run { server in
            let client = try await UFDLClient(server)
            let train = try await client.importTemplate(UFDLClient.workable("train"))
            let predict = try await client.importTemplate(UFDLClient.workable("predict", type: UFDLClient.predict))
            let node = try await client.node()
            let job = try await client.createJob(train)
            try await client.start(job, node: node)
            let model = "Model<Domain<'Image Classification'>, Framework<'dogs_dummy', '1'>>"
            #expect(try await client.addOutput(job, "model", model, "bytes", node: node).status == 200)
            try await client.finish(job, node: node)
            let form = try await server.send(.GET, "/api/templates/\(predict)/form").json()
            let choices = form["inputs"]?.arrayValue?.first?["types"]?.arrayValue?.first?["choices"]
            #expect(choices == [["value": 1, "label": .string("model of job \(job) (1)")]])
        }
    }

    @Test func aTemplateThatIsNotThereHasNoForm() async throws {
        try await TestServer.run { server in
            let answer = try await server.send(.GET, "/api/templates/7/form")
            #expect(answer.status == 404)
        }
    }
}
