import HTTPSupport
import JSONSupport
import JobEngine

/// Users (ufdl.md §2.2): staff do everything; others see themselves, by name.
extension UFDLAPI {
    func addUserRoutes(to table: inout RouteTable) {
        table.on("/v1/users/list", slash: .optional, access: .write, [.post: handling { call, _ in
            let users = try await engine.users(FilterSpecification.query(call))
            return .json(capacity: 256 * users.count + 16) { writer in
                writer.beginArray()
                for user in users { writer.user(user) }
                writer.endArray()
            }
        }])
        table.on("/v1/users/create", slash: .optional, access: .write, [.post: handling(createUser)])
        table.on("/v1/users/{pk:int}", slash: .optional, access: .write, [
            .get: handling { call, _ in
                let user = try await user(call)
                return .json { $0.user(user) }
            },
            .put: handling { call, _ in try await changeUser(call, isPartial: false) },
            .patch: handling { call, _ in try await changeUser(call, isPartial: true) },
            .delete: handling { call, _ in
                _ = try await engine.updateUser(user(call).id, UserChange(isActive: false))
                return .empty(204)
            },
        ])
        table.on("/v1/users/{name}", slash: .optional, access: .read, [.get: handling(userByName)])
    }

    private func userByName(_ call: Call, _ node: UFDLNode?) async throws -> Response {
        let name = call.path("name")
        guard call.isStaff || call.principal?.username == name else { throw RequestError.forbidden }
        do {
            let user = try await engine.user(named: name)
            return .json { writer in
                writer.beginArray()
                writer.user(user)
                writer.endArray()
            }
        } catch let error as EngineError where error.code == .notFound {
            throw RequestError.missing("User")
        }
    }

    private func user(_ call: Call) async throws -> User {
        do {
            return try await engine.user(call.key(of: "User"))
        } catch let error as EngineError where error.code == .notFound {
            throw RequestError.missing("User")
        }
    }

    private func createUser(_ call: Call, _ node: UFDLNode?) async throws -> Response {
        var fields = try await BodyFields(call)
        let username = fields.text("username", maximum: 150, isRequired: true)
        let password = fields.text("password", maximum: 1_000, isRequired: true)
        var new = NewUser(username: username ?? "", password: password ?? "")
        new.email = fields.text("email", maximum: 254, mayBeBlank: true, isRequired: false) ?? ""
        new.firstName = fields.text("first_name", maximum: 150, mayBeBlank: true, isRequired: false) ?? ""
        new.lastName = fields.text("last_name", maximum: 150, mayBeBlank: true, isRequired: false) ?? ""
        new.isStaff = fields.flag("is_staff") ?? false
        new.isActive = fields.flag("is_active") ?? true
        try fields.faults.throwIfAny()
        let user = try await namingField { try await engine.createUser(new) }
        return .json(201) { $0.user(user) }
    }

    private func changeUser(_ call: Call, isPartial: Bool) async throws -> Response {
        let known = try await user(call)
        var fields = try await BodyFields(call)
        _ = fields.text("username", maximum: 150, isRequired: !isPartial)
        let password = fields.text("password", maximum: 1_000, isRequired: !isPartial)
        var change = UserChange(isStaff: fields.flag("is_staff"), isActive: fields.flag("is_active"))
        change.email = fields.text("email", maximum: 254, mayBeBlank: true, isRequired: false)
        change.firstName = fields.text("first_name", maximum: 150, mayBeBlank: true, isRequired: false)
        change.lastName = fields.text("last_name", maximum: 150, mayBeBlank: true, isRequired: false)
        try fields.faults.throwIfAny()
        let user = try await namingField { try await engine.updateUser(known.id, change) }
        if let password { try await namingField { try await engine.setPassword(of: known.id, to: password) } }
        return .json { $0.user(user) }
    }

    /// A rule of the engine that names a field is a fault of that field.
    private func namingField<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as EngineError where error.code == .invalid {
            var faults = FieldFaults()
            faults.add(error.field, error.message)
            throw faults.error
        }
    }
}

extension JSONWriter {
    fileprivate mutating func user(_ user: User) {
        beginObject()
        field("username", user.username)
        field("pk", user.id)
        field("last_login", user.lastLogin)
        // Nobody here is above staff; the original shows both.
        field("is_superuser", user.isStaff)
        field("first_name", user.firstName)
        field("last_name", user.lastName)
        field("email", user.email)
        field("is_staff", user.isStaff)
        field("is_active", user.isActive)
        field("date_joined", user.created)
        endObject()
    }
}
