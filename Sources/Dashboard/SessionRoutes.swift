import HTTPSupport
import HTTPTypes
import HummingbirdCore
import JSONSupport
import JobEngine

/// Log-in and log-out of browsers; `SessionCookie` tells how the cookie is used.
extension Dashboard {
    func addSessionRoutes(to table: inout RouteTable) {
        let options = RouteOptions(maximumBody: 64 * 1024, takesForms: false)
        table.on(
            "/ui/session", slash: .forbidden, access: .open, options: options,
            [.get: who, .post: logIn, .delete: logOut]
        )
    }

    /// What `/openapi.json` says of log-in. The pages themselves are for people.
    package static var description: APIDescription {
        var api = APIDescription(dialect: "Dashboard", errors: .json(.object(["detail": .string]), "A refusal."))
        let header = Parameter.header("X-Drover-UI", .string, "Needed, with any value; pages of other sites cannot send it.")
        api.begin("session", "The cookie by which the pages of the dashboard are logged in.")
        api.on("/ui/session", [
            .get: Operation("Tells who is logged in.", answers: [.json(.object([
                "username": .string.orNull, "is_staff": .boolean, "may_read": .boolean,
            ]))]),
            .post: Operation(
                "Logs in.", parameters: [header], body: .json(.object(["username": .string, "password": .string])),
                answers: [.empty("The cookie is set.")]
            ),
            .delete: Operation("Logs out.", parameters: [header], answers: [.empty("The cookie is gone.")]),
        ])
        return api
    }

    /// 200 for everybody: that nobody is logged in is no error, and browsers would report one.
    private func who(_ call: Call) async throws -> Response {
        let user = try await call.sessionUser(engine)
        var response = Response.json { writer in
            writer.beginObject()
            writer.field("username", user?.username)
            writer.field("is_staff", user?.isStaff ?? (call.anonymousAccess == .write))
            writer.field("may_read", user != nil || call.anonymousAccess != .none)
            writer.endObject()
        }
        response.headers[.cacheControl] = "no-store"
        return response
    }

    private func logIn(_ call: Call) async throws -> Response {
        try Self.requirePage(call)
        let parameters = try await call.parameters()
        try parameters.checkFields(["username", "password"])
        let token = try await engine.openSession(
            username: try parameters.required("username", parameters.string),
            password: try parameters.required("password", parameters.string), remoteAddress: call.remoteAddress
        )
        return Self.answer(SessionCookie.keeping(token, isSecure: call.isSecure))
    }

    private func logOut(_ call: Call) async throws -> Response {
        try Self.requirePage(call)
        return Self.answer(SessionCookie.ended)
    }

    /// Keeps other sites from logging a browser in as somebody else, or out.
    private static func requirePage(_ call: Call) throws(RequestError) {
        guard call.isFromPages else { throw RequestError(403, "This needs the header X-Drover-UI.") }
    }

    private static func answer(_ cookie: String) -> Response {
        Response(status: .noContent, headers: [.setCookie: cookie, .cacheControl: "no-store"])
    }
}
