import HTTPSupport
import JSONSupport
import JobEngine

extension NativeAPI {
    static func describeAccounts(in api: inout APIDescription) {
        api.define("User", .object([
            "id": .id, "username": .string, "email": .string, "first_name": .string, "last_name": .string,
            "is_staff": .boolean, "is_active": .boolean, "created": .timestamp, "last_login": .timestamp.orNull,
            "password?": .string.described("Once, where the server made it up."),
        ]))
        api.define("Key", .object([
            "id": .id, "name": .string, "role": role, "created": .timestamp, "revoked": .timestamp.orNull,
            "key?": .string.described("Once, when it is made."),
        ]))
        api.begin("accounts", "Users and the keys of programs.")
        api.on("/api/whoami", [.get: Operation("Tells whose credentials these are.", answers: [.json(.object([
            "username": .string.orNull, "is_staff": .boolean, "role": .either(role, .exactly(.null)),
        ]))])])
        api.on("/api/users", [
            .get: Operation("Lists the users.", answers: [.json(.object(["users": .array(of: .named("User"))]))]),
            .post: Operation(
                "Adds a user.", details: "Without a password one is made up and answered once.",
                body: .json(.object([
                    "username": .string(maximum: 150, minimum: 1), "password?": .string, "is_staff?": .boolean,
                    "email?": .string, "first_name?": .string, "last_name?": .string,
                ])),
                answers: [.json(.named("User"), "Added.", status: 201)]
            ),
        ])
        api.on("/api/users/{name}", [.patch: Operation(
            "Changes a user.",
            body: .json(.object(["password?": .string, "is_staff?": .boolean, "is_active?": .boolean])),
            answers: [.json(.named("User"))]
        )])
        api.on("/api/users/{name}/keys", [
            .get: Operation(
                "Lists a user's keys.", details: "Users see their own, staff those of everyone.",
                answers: [.json(.object(["keys": .array(of: .named("Key"))]))]
            ),
            .post: Operation(
                "Makes a key.", details: "The key itself is answered only now.",
                body: .json(.object(["name": .string(maximum: 100, minimum: 1), "role?": role])),
                answers: [.json(.named("Key"), "Made.", status: 201)]
            ),
        ])
        api.on("/api/keys/{id:int}", [.delete: Operation("Revokes a key.", answers: [.empty()])])
    }

    private static let role = Schema.oneOf(KeyRole.allCases.map(\.rawValue))
}
