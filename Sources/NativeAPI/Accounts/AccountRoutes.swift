import HTTPSupport
import JSONSupport
import JobEngine
import JobModel

extension NativeAPI {
    func addAccountRoutes(to table: inout RouteTable) {
        table.on("/api/whoami", slash: .optional, [.get: whoAmI])
        table.on("/api/users", slash: .optional, access: .write, [.get: users, .post: createUser])
        table.on("/api/users/{name}", slash: .optional, access: .write, [.patch: editUser])
        // A user's own keys are for the user, everyone's for staff; the handlers see to that.
        table.on("/api/users/{name}/keys", slash: .optional, access: .read, [.get: keys, .post: createKey])
        table.on("/api/keys/{id:int}", slash: .optional, access: .read, [.delete: revokeKey])
    }

    private func whoAmI(_ call: Call) async throws -> Response {
        .json { writer in
            writer.beginObject()
            writer.field("username", call.principal?.username)
            writer.field("is_staff", call.principal?.isStaff ?? false)
            writer.field("role", call.principal?.keyRole?.rawValue)
            writer.endObject()
        }
    }

    private func users(_ call: Call) async throws -> Response {
        let users = try await engine.users()
        return .json { writer in
            writer.beginObject()
            writer.key("users")
            writer.beginArray()
            for user in users { writer.nativeUser(user, password: nil) }
            writer.endArray()
            writer.endObject()
        }
    }

    private func createUser(_ call: Call) async throws -> Response {
        let parameters = try await call.parameters()
        try parameters.checkFields(["username", "password", "is_staff", "email", "first_name", "last_name"])
        let given = try parameters.string("password")
        let password = given ?? JobEngine.randomPassword()
        var new = NewUser(username: try parameters.required("username", parameters.string), password: password)
        new.isStaff = try parameters.boolean("is_staff") ?? false
        new.email = try parameters.string("email") ?? ""
        new.firstName = try parameters.string("first_name") ?? ""
        new.lastName = try parameters.string("last_name") ?? ""
        let user = try await engine.createUser(new)
        return .json(201) { $0.nativeUser(user, password: given == nil ? password : nil) }
    }

    private func editUser(_ call: Call) async throws -> Response {
        let parameters = try await call.parameters()
        try parameters.checkFields(["password", "is_staff", "is_active"])
        let user = try await engine.user(named: call.path("name"))
        var change = UserChange()
        change.isStaff = try parameters.boolean("is_staff")
        change.isActive = try parameters.boolean("is_active")
        let changed = try await engine.updateUser(user.id, change)
        if let password = try parameters.string("password") { try await engine.setPassword(of: user.id, to: password) }
        return .json { $0.nativeUser(changed, password: nil) }
    }

    private func keys(_ call: Call) async throws -> Response {
        let user = try await ownUser(call)
        let keys = try await engine.keys(of: user.id)
        return .json { writer in
            writer.beginObject()
            writer.key("keys")
            writer.beginArray()
            for key in keys { writer.nativeKey(key, text: nil) }
            writer.endArray()
            writer.endObject()
        }
    }

    private func createKey(_ call: Call) async throws -> Response {
        let user = try await ownUser(call)
        let parameters = try await call.parameters()
        try parameters.checkFields(["name", "role"])
        let roleName = try parameters.string("role") ?? KeyRole.full.rawValue
        guard let role = KeyRole(rawValue: roleName) else {
            let valid = KeyRole.allCases.map(\.rawValue).joined(separator: ", ")
            throw RequestError(400, "role must be one of \(valid); \(roleName) is not.")
        }
        let name = try parameters.required("name", parameters.string)
        let made = try await engine.createKey(for: user.id, name: name, role: role)
        return .json(201) { $0.nativeKey(made.key, text: made.text) }
    }

    private func revokeKey(_ call: Call) async throws -> Response {
        let id = try call.pathID("id")
        guard let principal = call.principal, principal.keyRole == nil || principal.keyRole == .full else {
            throw RequestError(403, "You do not have permission to perform this action.")
        }
        if !principal.isStaff {
            let own = try await engine.keys(of: principal.userID)
            guard own.contains(where: { $0.id == id }) else { throw RequestError.notFound }
        }
        _ = try await engine.revokeKey(id)
        return .empty(204)
    }

    /// The user that the path names, when the caller is that user or staff. A key that may only read cannot make keys.
    private func ownUser(_ call: Call) async throws -> User {
        guard let principal = call.principal, principal.keyRole == nil || principal.keyRole == .full,
            principal.isStaff || principal.username == call.path("name")
        else { throw RequestError(403, "You do not have permission to perform this action.") }
        return try await engine.user(named: call.path("name"))
    }
}

extension JSONWriter {
    fileprivate mutating func nativeUser(_ user: User, password: String?) {
        beginObject()
        field("id", user.id)
        field("username", user.username)
        field("email", user.email)
        field("first_name", user.firstName)
        field("last_name", user.lastName)
        field("is_staff", user.isStaff)
        field("is_active", user.isActive)
        field("created", user.created)
        field("last_login", user.lastLogin)
        if let password { field("password", password) }
        endObject()
    }

    fileprivate mutating func nativeKey(_ key: APIKey, text: String?) {
        beginObject()
        field("id", key.id)
        field("name", key.name)
        field("role", key.role.rawValue)
        field("created", key.created)
        field("revoked", key.revoked)
        if let text { field("key", text) }
        endObject()
    }
}
