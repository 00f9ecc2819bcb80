import HTTPSupport
import JSONSupport
import JobEngine

/// What `/openapi.json` says of this dialect.
extension UFDLAPI {
    package static var description: APIDescription {
        // As the original, which answers what is no path with a page.
        let errors = Answer.json(refusal, "A refusal; 400 may name the faults of each field.").or("text/html")
        var api = APIDescription(dialect: "UFDL", errors: errors)
        defineFilters(in: &api)
        describeLogin(in: &api)
        describeUsers(in: &api)
        describeTemplates(in: &api)
        describeTemplateQuestions(in: &api)
        describeJobs(in: &api)
        describeJobActions(in: &api)
        describeOutputs(in: &api)
        describeNodes(in: &api)
        describeRegistries(in: &api)
        describeTypes(in: &api)
        return api
    }

    private static let refusal = Schema.either(
        .object(["detail": .string, "code?": .string, "messages?": .array(of: .anyObject)]), .map(of: .array(of: .string))
    )

    private static func describeLogin(in api: inout APIDescription) {
        api.begin("log-in", "Tokens for the name and the password of a user.")
        api.on("/v1/auth/obtain", [.post: Operation(
            "Logs in.", body: .json(.openObject(["username": .string, "password": .string])),
            answers: [.json(.object(["refresh": .string, "access": .string]))]
        )])
        api.on("/v1/auth/refresh", [.post: Operation(
            "Gets another access token.", body: .json(.openObject(["refresh": .string])),
            answers: [.json(.object(["access": .string]))]
        )])
        api.on("/v1/auth/verify", [.post: Operation(
            "Tells whether a token holds.", body: .json(.openObject(["token": .string])), answers: [.json(.object([:]))]
        )])
        api.on("/v1", [.get: Operation("Tells where the lists are.", answers: [.json(.map(of: .string))])])
        api.on("/v1/log/list", [.post: Operation(
            "Lists nothing: requests are in the server's own log.", answers: [.json(.array(of: .any))]
        )])
    }

    private static func describeUsers(in api: inout APIDescription) {
        let fields: Fields = [
            "username": .string(maximum: 150, minimum: 1), "password": .string(maximum: 1_000, minimum: 1),
            "email?": .string(maximum: 254), "first_name?": .string(maximum: 150), "last_name?": .string(maximum: 150),
            "is_staff?": .boolean, "is_active?": .boolean,
        ]
        api.define("UFDLUser", .object([
            "pk": .id, "username": .string, "last_login": .timestamp.orNull, "is_superuser": .boolean,
            "first_name": .string, "last_name": .string, "email": .string, "is_staff": .boolean, "is_active": .boolean,
            "date_joined": .timestamp,
        ]))
        api.begin("users", "Staff see and change everyone, others see themselves.")
        api.on("/v1/users/list", [.post: .list("users", of: .named("UFDLUser"))])
        api.on("/v1/users/create", [.post: Operation(
            "Adds a user.", body: .json(.openObject(fields)), answers: [.json(.named("UFDLUser"), "Added.", status: 201)]
        )])
        api.on("/v1/users/{pk:int}", [
            .get: Operation(
                "Shows a user.", details: "By key, or by name, which answers a list of one; a name is all that others than staff may use.",
                parameters: [.path("pk", .either(.id, .string(maximum: 150, minimum: 1)), "The key or the name.")],
                answers: [.json(.either(.named("UFDLUser"), .array(of: .named("UFDLUser"), count: 1...1)))]
            ),
            .put: Operation(
                "Changes a user.", body: .json(.openObject(fields)), answers: [.json(.named("UFDLUser"))]
            ),
            .patch: Operation(
                "Changes some fields of a user.", body: .json(.openObject(fields.optional)),
                answers: [.json(.named("UFDLUser"))]
            ),
            .delete: Operation("Makes a user inactive.", answers: [.empty()]),
        ])
        api.fold("/v1/users/{name}", [.get])
    }
}

extension Operation {
    /// A list; all of UFDL's take a filter and have no pages.
    static func list(_ what: String, of element: Schema) -> Operation {
        Operation(
            "Lists \(what).", body: .json(.either(.named("Filter"), .array(of: .any, count: 0...0)), isRequired: false),
            answers: [.json(.array(of: element))]
        )
    }

    /// What the original refuses as well, so that clients find the path.
    static func refused(_ reason: String) -> Operation {
        Operation("Refused: \(reason).", answers: [])
    }
}

extension Parameter {
    static let nodeID = Parameter.header("Node-Id", .id, "The key of the node that asks; it needs to be a node of the user.")
}
