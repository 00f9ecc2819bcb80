import JSONSupport

/// The operations of all dialects as an OpenAPI 3.1 document. The descriptions say what is sent and answered; paths, their
/// parameters and who may use them come from the route table itself.
package struct OpenAPIDocument: Sendable {
    /// Routes that no description mentions.
    package private(set) var undescribed: Set<Endpoint>
    /// What is described without being a route, as `GET /path`.
    package private(set) var unrouted: [String] = []

    private let info: JSONObject
    private var tags: [JSON] = []
    private var paths = JSONObject()
    private var schemas = JSONObject()
    private var refusals = JSONObject()

    /// - Parameter endpoints: those of the server's route table.
    package init(
        title: String, version: String, text: String, endpoints: [Endpoint], descriptions: [APIDescription]
    ) {
        info = ["title": .string(title), "version": .string(version), "description": .string(text)]
        undescribed = Set(endpoints)
        var routed: [String: Endpoint] = [:]
        for endpoint in endpoints { routed[Self.key(endpoint.verb, endpoint.pattern)] = endpoint }
        for description in descriptions { add(description, routed) }
    }

    package var json: JSON {
        .object([
            "openapi": "3.1.0",
            "info": .object(info),
            "security": .array(Self.securitySchemes.keys.map { .object([$0: []]) }),
            "tags": .array(tags),
            "paths": .object(paths),
            "components": .object([
                "schemas": .object(schemas), "responses": .object(refusals),
                "securitySchemes": .object(Self.securitySchemes),
            ]),
        ])
    }

    private static let securitySchemes: JSONObject = [
        "basic": ["type": "http", "scheme": "basic", "description": "The name and the password of a user."],
        "bearer": [
            "type": "http", "scheme": "bearer",
            "description": "An access token from `POST /v1/auth/obtain`, or an API key.",
        ],
        "token": [
            "type": "apiKey", "in": "header", "name": "Authorization",
            "description": "`Token`, a space and an API key or an access token.",
        ],
    ]

    /// Patterns are the same where they match the same paths, whatever they call their parameters.
    private static func key(_ verb: Verb, _ pattern: RoutePattern) -> String {
        let elements = pattern.elements.map { element in
            switch element {
            case .word(let bytes): String(decoding: bytes, as: UTF8.self)
            case .integer: "{int}"
            case .text: "{text}"
            case .rest: "{rest}"
            }
        }
        return "\(verb.rawValue) /\(elements.joined(separator: "/"))"
    }

    private mutating func add(_ description: APIDescription, _ routed: [String: Endpoint]) {
        for (name, schema) in description.schemas { schemas[name] = schema.json }
        // Names of components have no blanks.
        let dialect = description.dialect.replacing(" ", with: "-")
        refusals[dialect] = description.errors.json
        for (pattern, verb) in description.folded { _ = take(verb, pattern, routed) }
        for subject in description.subjects {
            let tag = "\(description.dialect): \(subject.name)"
            if !tags.contains(where: { $0["name"]?.stringValue == tag }) {
                tags.append(["name": .string(tag), "description": .string(subject.text)])
            }
            for (pattern, verb, operation) in subject.operations {
                guard let endpoint = take(verb, pattern, routed) else { continue }
                add(operation, of: endpoint, tag: tag, dialect: dialect)
            }
        }
    }

    /// The route that a description is of, which is noted.
    private mutating func take(_ verb: Verb, _ pattern: String, _ routed: [String: Endpoint]) -> Endpoint? {
        let key = Self.key(verb, RoutePattern(pattern))
        guard let endpoint = routed[key] else {
            unrouted.append(key)
            return nil
        }
        undescribed.remove(endpoint)
        return endpoint
    }

    private mutating func add(_ operation: Operation, of endpoint: Endpoint, tag: String, dialect: String) {
        var path = paths[endpoint.path]?.objectValue ?? JSONObject()
        path[endpoint.verb.rawValue.lowercased()] = operation.json(
            of: endpoint, tag: tag, refusal: "#/components/responses/\(dialect)"
        )
        paths[endpoint.path] = .object(path)
    }
}

extension Operation {
    fileprivate func json(of endpoint: Endpoint, tag: String, refusal: String) -> JSON {
        var object: JSONObject = [
            "operationId": .string(endpoint.operationID), "tags": [.string(tag)], "summary": .string(summary),
        ]
        let text = [details, endpoint.access.text].compactMap { $0 }.joined(separator: " ")
        if !text.isEmpty { object["description"] = .string(text) }
        if endpoint.access == .open { object["security"] = [] }
        let derived = endpoint.pathParameters.filter { own in
            !parameters.contains { $0.place == .path && $0.name == own.name }
        }
        let all = derived + parameters
        if !all.isEmpty { object["parameters"] = .array(all.map(\.json)) }
        if let body { object["requestBody"] = body.json }
        var responses = JSONObject()
        for answer in answers { responses[String(answer.status)] = answer.json }
        responses["default"] = ["$ref": .string(refusal)]
        object["responses"] = .object(responses)
        return .object(object)
    }
}

extension Endpoint {
    fileprivate var pathParameters: [Parameter] {
        let kinds = pattern.elements.filter { if case .word = $0 { false } else { true } }
        return zip(pattern.names, kinds).map { name, kind in
            .path(name, kind == .integer ? .id : .string(maximum: 1_000, minimum: 1))
        }
    }

    /// Such as `get_v6_jobs_id`.
    fileprivate var operationID: String {
        let words = path.split(whereSeparator: { "/{}-.".contains($0) }).joined(separator: "_")
        return "\(verb.rawValue.lowercased())_\(words)"
    }
}

extension Access {
    /// Who may use an operation, where it is not every user.
    fileprivate var text: String? {
        switch self {
        case .open: "Needs no credentials."
        case .read, .byMethod, .readOrWatch: nil
        case .readFile: "Workers may use it, too."
        case .write: "For staff."
        case .worker: "For workers, with a key of that role, and staff."
        }
    }
}
