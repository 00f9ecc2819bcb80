import Foundation
import JSONSupport
import Testing

/// What tests of the UFDL dialect do, in short, with the administrator's credentials.
struct UFDLClient {
    static let train = "Train<Domain<'Image Classification'>, Framework<'dogs_dummy', '1'>>"
    static let predict = "Predict<Domain<'Image Classification'>, Framework<'dogs_dummy', '1'>>"
    static let dataset = "PK<Dataset<Domain<'Image Classification'>>>"

    let server: TestServer

    /// Makes the dataset that jobs take.
    init(_ server: TestServer) async throws {
        self.server = server
        try await post("teams/create", ["name": "team"], expecting: 201)
        try await post("projects/create", ["name": "project", "team": 1], expecting: 201)
        try await post(
            "datasets/create", ["name": "data", "project": 1, "licence": "Apache 2.0", "domain": "ic"], expecting: 201
        )
    }

    @discardableResult
    func post(_ path: String, _ body: JSON? = nil, node: Int64? = nil, expecting status: Int = 200) async throws -> JSON {
        try await call(.POST, path, body, node: node, expecting: status)
    }

    @discardableResult
    func call(
        _ method: TestMethod, _ path: String, _ body: JSON? = nil, node: Int64? = nil, expecting status: Int = 200
    ) async throws -> JSON {
        let headers = node.map { ["Node-Id": String($0)] } ?? [:]
        let answer = try await server.send(method, "/v1/" + path, body, headers: headers)
        guard answer.status == status else {
            throw TestFailure("\(method) \(path): \(answer.status) instead of \(status): \(answer.text)")
        }
        return answer.body.isEmpty ? .null : try answer.json()
    }

    static func workable(_ name: String, type: String = train, parameters: JSON = [:]) -> JSON {
        [
            "name": .string(name), "scope": "public", "licence": "Apache 2.0", "domain": "ic",
            "specific": [
                "job_type": .string(type), "executor_class": "my.Executor", "required_packages": "",
                "parameters": parameters,
            ],
        ]
    }

    /// - Returns: the key of the template.
    func importTemplate(_ json: JSON) async throws -> Int64 {
        try #require(try await post("job-templates/import", json)["pk"]?.intValue)
    }

    func node(_ ip: String = "10.0.0.1") async throws -> Int64 {
        let made = try await post("nodes/create", ["ip": .string(ip), "index": 0, "cpu_mem": 1], expecting: 201)
        return try #require(made["pk"]?.intValue)
    }

    /// - Returns: the key of the job.
    func createJob(_ template: Int64, _ body: JSONObject = [:]) async throws -> Int64 {
        var body = body
        if body["input_values"] == nil {
            body["input_values"] = ["dataset": ["value": 1, "type": .string(Self.dataset)]]
        }
        return try #require(try await post("job-templates/\(template)/create-job", .object(body))["pk"]?.intValue)
    }

    func start(_ job: Int64, node: Int64) async throws {
        try await call(.GET, "jobs/\(job)/acquire", node: node)
        try await post("jobs/\(job)/start", ["send_notification": ""], node: node)
    }

    @discardableResult
    func finish(_ job: Int64, node: Int64, error: String? = nil) async throws -> JSON {
        var body: JSONObject = ["success": .bool(error == nil), "send_notification": ""]
        if let error { body["error"] = .string(error) }
        return try await post("jobs/\(job)/finish", .object(body), node: node)
    }

    func addOutput(_ job: Int64, _ name: String, _ type: String, _ bytes: String, node: Int64? = nil) async throws -> TestAnswer {
        var headers = ["Content-Disposition": "attachment; filename=x", "Content-Type": "application/data"]
        if let node { headers["Node-Id"] = String(node) }
        let encoded = type.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        return try await server.send(
            .POST, "/v1/jobs/\(job)/outputs/\(name)/\(encoded)", bytes: Array(bytes.utf8), headers: headers
        )
    }

    func job(_ id: Int64) async throws -> JSON {
        try await call(.GET, "jobs/\(id)")
    }

    func list(_ path: String, _ filter: JSON) async throws -> [JSON] {
        try await post("\(path)/list", filter).arrayValue ?? []
    }
}
