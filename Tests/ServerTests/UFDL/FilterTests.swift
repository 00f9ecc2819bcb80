import Foundation
import JSONSupport
import Testing

/// Filters of lists (ufdl.md §3), on the small tables and on jobs.
@Suite struct FilterTests {
    private func names(_ client: UFDLClient, _ filter: String) async throws -> [String] {
        try await client.list("frameworks", try JSON.parse(filter)).map {
            "\($0["name"]?.stringValue ?? "") \($0["version"]?.stringValue ?? "")"
        }
    }

    @Test func everyExpressionSelects() async throws {
        try await TestServer.run { server in
            let client = try await UFDLClient(server)
            let cases: [(String, [String])] = [
                (#"{"expressions":[{"type":"exact","field":"name","value":"yolo"}]}"#, ["yolo v5", "yolo v7"]),
                (#"{"expressions":[{"type":"exact","field":"name","value":"YOLO"}]}"#, []),
                (#"{"expressions":[{"type":"exact","field":"name","value":"YOLO","case_insensitive":true}]}"#, ["yolo v5", "yolo v7"]),
                (#"{"expressions":[{"type":"contains","field":"version","sub_string":"_"}]}"#, ["yolact 2020-02-11_slim", "mmdetection 2020-03-01_cuda10"]),
                (#"{"expressions":[{"type":"contains","field":"version","sub_string":"%"}]}"#, []),
                (#"{"expressions":[{"type":"compare","field":"pk","operator":"<=","value":2}],"order_by":[{"field":"pk","ascending":false}]}"#, ["mmclassification 0.23.1", "tensorflow 1.14"]),
                (#"{"expressions":[{"type":"and","sub_expressions":[{"type":"exact","field":"name","value":"yolo"},{"type":"exact","field":"version","value":"v7"}]}]}"#, ["yolo v7"]),
                (#"{"expressions":[{"type":"or","sub_expressions":[{"type":"exact","field":"id","value":"1"},{"type":"and","sub_expressions":[{"type":"exact","field":"name","value":"yolo"},{"type":"exact","field":"version","value":"v5"}]}]}]}"#, ["tensorflow 1.14", "yolo v5"]),
                (#"{"expressions":[{"type":"compare","field":"pk","operator":">","value":1,"invert":true}]}"#, ["tensorflow 1.14"]),
                (#"{"expressions":[{"type":"isnull","field":"name"}]}"#, []),
                (#"{"expressions":[{"type":"is_null","field":"name"}]}"#, []),
            ]
            for (filter, expected) in cases {
                #expect(try await names(client, filter) == expected, "\(filter)")
            }
        }
    }

    @Test(arguments: [
        #"{"expressions":[{"type":"exact","field":"name"}]}"#, #"{"expressions":[{"type":"exact","field":"name","value":null}]}"#,
        #"{"expressions":[{"type":"and","sub_expressions":[{"type":"isnull","field":"name"}]}]}"#,
        #"{"expressions":[{"type":"or","sub_expressions":[{"type":"or","sub_expressions":[]},{"type":"isnull","field":"a"}]}]}"#,
        #"{"expressions":[{"type":"like","field":"name","value":"x"}]}"#, #"{"expressions":{}}"#, #"{"limit":5}"#,
        #"{"expressions":[{"type":"compare","field":"pk","operator":"=","value":1}]}"#,
        #"{"expressions":[{"type":"exact","field":"password","value":"x"}]}"#,
        #"{"expressions":[{"type":"exact","field":"id","value":"many"}]}"#, #"{"order_by":[{"field":"nothing"}]}"#, "[1]", "null",
    ])
    func whatIsNoFilterIsRefused(filter: String) async throws {
        try await TestServer.run { server in
            let client = try await UFDLClient(server)
            let answer = try await client.post("frameworks/list", try JSON.parse(filter), expecting: 400)
            #expect(answer["detail"]?.stringValue?.isEmpty == false)
        }
    }

    @Test func jobsAreFoundByWhatTheyReferTo() async throws {
        try await TestServer.run { server in
            let client = try await UFDLClient(server)
            let node = try await client.node()
            let template = try await client.importTemplate(UFDLClient.workable("train"))
            let first = try await client.createJob(template, ["description": "first"])
            let second = try await client.createJob(template, ["description": "second"])
            try await client.start(first, node: node)
            #expect(try await client.addOutput(first, "log", "JSON", "{}", node: node).status == 200)
            func found(_ expression: JSON, _ more: JSONObject = [:]) async throws -> [Int64] {
                var filter = more
                filter["expressions"] = [expression]
                return try await client.list("jobs", .object(filter)).compactMap { $0["pk"]?.intValue }
            }
            let poll: JSON = ["type": "and", "sub_expressions": [
                ["type": "isnull", "field": "start_time"], ["type": "isnull", "field": "error_reason"],
                ["type": "isnull", "field": "node"], ["type": "isnull", "field": "template.workabletemplate", "invert": true],
            ]]
            #expect(try await found(poll) == [second])
            #expect(try await found(["type": "exact", "field": "template__name", "value": "train"]) == [first, second])
            #expect(try await found(["type": "exact", "field": "creator.username", "value": "admin"]) == [first, second])
            #expect(try await found(["type": "exact", "field": "outputs.name", "value": "log"]) == [first])
            #expect(try await found(["type": "exact", "field": "outputs.name", "value": "log", "invert": true]) == [second])
            #expect(try await found(["type": "contains", "field": "description", "sub_string": "eco"]) == [second])
            try await client.call(.DELETE, "jobs/\(second)", expecting: 204)
            let all: JSON = ["type": "isnull", "field": "pk", "invert": true]
            #expect(try await found(all) == [first])
            #expect(try await found(all, ["include_inactive": true]) == [first, second])
            try await client.call(.DELETE, "jobs/\(second)/cancel")
            #expect(try await found(["type": "exact", "field": "error_reason", "value": "Cancelled"], ["include_inactive": true]) == [second])
        }
    }
}
