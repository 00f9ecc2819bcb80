import JSONSupport

/// Sends recorded requests to a server of ours, in their order, and notes where it answers otherwise than the original.
struct Replay {
    let server: TestServer
    private var tokens: ReplayTokens
    private var keys = RecordedKeys()
    /// What differs without being meant to.
    private(set) var findings: [String] = []
    private(set) var occurred: Set<String> = []

    init(_ server: TestServer) async throws {
        self.server = server
        tokens = try ReplayTokens(server)
        try await tokens.logIn("admin", server)
    }

    mutating func play(_ exchange: Exchange) async throws {
        let deviation = Deviations.byLabel[exchange.label]
        if deviation != nil { occurred.insert(exchange.label) }
        if case .skipped = deviation { return }
        let answer = try await send(exchange)
        let differences = compare(exchange, answer)
        switch deviation {
        case .answers(let status, let fields):
            if differences.isEmpty { note(exchange, ["is listed as a deviation, but answers as recorded"]) }
            note(exchange, wrong(answer, status, fields))
        default:
            note(exchange, differences)
        }
        if exchange.path == "/v1/users/create", answer.status == 201 { try await logIn(exchange) }
        if Deviations.undone.contains(exchange.label) { try await undo(exchange, answer) }
    }

    private mutating func note(_ exchange: Exchange, _ problems: [String]) {
        guard !problems.isEmpty else { return }
        let request = "\(exchange.method.rawValue) \(keys.path(exchange.path))"
        findings.append("\(exchange.label) [\(request)]\n    " + problems.joined(separator: "\n    "))
    }

    private func send(_ exchange: Exchange) async throws -> TestAnswer {
        let isForged = exchange.title.contains("wrong signature")
        var headers = ["Authorization": ""]
        for (name, value) in exchange.headers { headers[name] = tokens.replacing(value, isForged: isForged) }
        if let node = headers["Node-Id"] {
            headers["Node-Id"] = node.replacing(/\d+/) { String(keys.our(.nodes, Int64($0.0) ?? 0)) }
        }
        let path = keys.path(exchange.path)
        guard let body = exchange.body, let text = String(validating: body, as: UTF8.self) else {
            return try await server.send(exchange.method, path, bytes: exchange.body, headers: headers)
        }
        var sent = tokens.replacingPassword(tokens.replacing(text, isForged: isForged))
        if let table = RecordedKeys.table(ofPath: path), path.hasSuffix("/list"), let json = try? JSON.parse(sent) {
            sent = keys.filter(json, table).compactText
        }
        return try await server.send(exchange.method, path, bytes: Array(sent.utf8), headers: headers)
    }

    private mutating func compare(_ exchange: Exchange, _ answer: TestAnswer) -> [String] {
        guard exchange.status == answer.status else {
            return ["status: expected \(exchange.status), got \(answer.status) \(answer.text.prefix(300))"]
        }
        var problems: [String] = []
        for name in ["WWW-Authenticate", "Access-Control-Allow-Origin"] {
            let expected = exchange.answerHeaders[name]
            if let expected, answer.header(name) != expected {
                problems.append("\(name): expected \(expected), got \(answer.header(name) ?? "nothing")")
            }
        }
        if exchange.answer.allSatisfy(\.isWhitespace), !answer.body.isEmpty {
            problems.append("body: expected nothing, got \(answer.text.prefix(200))")
        }
        guard exchange.answerHeaders["Content-Type"] == "application/json" else { return problems }
        guard let got = try? answer.json() else { return problems + ["body: not JSON: \(answer.text.prefix(200))"] }
        guard let expected = exchange.json else { return problems }
        var comparison = AnswerComparison(keys: keys)
        comparison.compare(hosted(expected), got, in: RecordedKeys.table(ofAnswerTo: exchange.path))
        keys = comparison.keys
        for difference in comparison.differences {
            if let known = Deviations.fields.first(where: { $0.covers(difference, exchange) }) {
                occurred.insert(known.why)
            } else {
                problems.append(difference.description)
            }
        }
        return problems
    }

    /// The answer with our address in the place of the original's.
    private func hosted(_ json: JSON) -> JSON {
        switch json {
        case .string(let text): .string(text.replacing("http://127.0.0.1:18000", with: server.address))
        case .object(let object): .object(JSONObject(object.map { ($0.key, hosted($0.value)) }))
        default: json
        }
    }

    private func wrong(_ answer: TestAnswer, _ status: Int, _ fields: JSON) -> [String] {
        guard answer.status == status else {
            return ["deviation: meant \(status), got \(answer.status) \(answer.text.prefix(300))"]
        }
        guard let members = fields.objectValue else { return [] }
        let got = (try? answer.json()) ?? nil
        if status == 405, answer.header("Allow") == nil { return ["deviation: 405 without Allow"] }
        return members.compactMap { name, value in
            let meant = value.stringValue.map { .string(keys.message($0)) } ?? value
            return got[name] == meant ? nil : "deviation: meant \(name) \(meant.compactText), got \(answer.text.prefix(300))"
        }
    }

    /// Takes away what the original did not make, lest all that follows differ.
    private func undo(_ exchange: Exchange, _ answer: TestAnswer) async throws {
        let key = try answer.json()["pk"]?.intValue ?? 0
        let path = exchange.path.hasSuffix("/") ? exchange.path : exchange.path + "/"
        let gone = try await server.send(.DELETE, "\(path)\(key)")
        guard gone.status == 204 else { throw TestFailure("\(exchange.label) cannot be undone: \(gone.text)") }
    }

    private mutating func logIn(_ exchange: Exchange) async throws {
        let body = try JSON.parse(exchange.body ?? [])
        guard let user = body["username"]?.stringValue else { return }
        try await tokens.logIn(user, password: body["password"]?.stringValue, server)
    }
}
