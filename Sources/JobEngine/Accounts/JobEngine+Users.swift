import Storage

extension JobEngine {
    /// Makes a user.
    /// - Throws: `EngineError.Code.invalid` naming the field, also when the username is taken.
    package func createUser(_ new: NewUser) async throws -> User {
        try UserRules.checkUsername(new.username)
        try UserRules.checkPassword(new.password, of: new.username)
        try UserRules.checkText(new.email, "email", maximum: 254)
        try UserRules.checkText(new.firstName, "first_name", maximum: 150)
        try UserRules.checkText(new.lastName, "last_name", maximum: 150)
        let hash = try await hash(new.password)
        return try await write { try $0.insertUser(new, passwordHash: hash) }
    }

    /// Users in the order in which they were made.
    /// - Parameters:
    ///   - after: the id of the last user of the page before.
    ///   - limit: 1…1,000.
    package func users(after: Int64 = 0, limit: Int = 1_000) async throws -> [User] {
        let count = min(max(limit, 1), 1_000)
        return try await read { connection in
            try connection.all(
                "SELECT \(User.columns) FROM users WHERE id > $1 ORDER BY id LIMIT $2",
                [.integer(after), .integer(Int64(count))], User.init(row:)
            )
        }
    }

    /// The users that a query asks for, those who may not log in only where it says so.
    /// - Throws: `EngineError.Code.invalid` naming a field that cannot be asked for, such as the password.
    package func users(_ query: RowQuery) async throws -> [User] {
        var compiler = QueryCompiler(schema: .users)
        var parts = [try compiler.condition(query)]
        if !query.includesInactive { parts.append("is_active = 1") }
        let condition = parts.filter { !$0.isEmpty }.joined(separator: " AND ")
        let order = try compiler.order(query, key: "id")
        let arguments = compiler.arguments
        return try await read { connection in
            try connection.all(
                "SELECT \(User.columns) FROM users \(condition.isEmpty ? "" : "WHERE \(condition)") \(order) LIMIT 100000",
                arguments, User.init(row:)
            )
        }
    }

    /// - Throws: `EngineError.Code.notFound`.
    package func user(_ id: Int64) async throws -> User {
        try await read { try User.get(id, $0) }
    }

    /// - Throws: `EngineError.Code.notFound`.
    package func user(named username: String) async throws -> User {
        try await read { connection in
            let user = try connection.first(
                "SELECT \(User.columns) FROM users WHERE username = $1", [.text(username)], User.init(row:)
            )
            guard let user else { throw EngineError.notFound("user", username) }
            return user
        }
    }

    /// Gives a user another password. Passwords remembered for Basic are forgotten; JWTs and keys stay good.
    /// - Throws: `EngineError` `.notFound` or `.invalid`.
    package func setPassword(of id: Int64, to password: String) async throws {
        let user = try await user(id)
        try UserRules.checkPassword(password, of: user.username)
        let hash = try await hash(password)
        try await write { unit in
            let changed = try unit.connection.execute(
                "UPDATE users SET password_hash = $1 WHERE id = $2", [.text(hash), .integer(id)]
            )
            guard changed == 1 else { throw EngineError.notFound("user", id) }
        }
        forgetUser(id)
    }

    /// Changes what a user may; in force at once for all of the user's tokens and keys.
    /// - Throws: `EngineError` `.notFound`, `.invalid`, or `.conflict` when no active staff user would be left.
    package func updateUser(_ id: Int64, _ change: UserChange) async throws -> User {
        if let email = change.email { try UserRules.checkText(email, "email", maximum: 254) }
        if let name = change.firstName { try UserRules.checkText(name, "first_name", maximum: 150) }
        if let name = change.lastName { try UserRules.checkText(name, "last_name", maximum: 150) }
        let user = try await write { unit in
            let user = try User.get(id, unit.connection)
            try unit.connection.execute(
                """
                UPDATE users SET is_staff = $1, is_active = $2, email = $3, first_name = $4, last_name = $5 WHERE id = $6
                """,
                [
                    .bool(change.isStaff ?? user.isStaff), .bool(change.isActive ?? user.isActive),
                    .text(change.email ?? user.email), .text(change.firstName ?? user.firstName),
                    .text(change.lastName ?? user.lastName), .integer(id),
                ]
            )
            guard try unit.connection.firstStaffUser() != nil else {
                throw EngineError(.conflict, "This is the last active staff user; make another one first.")
            }
            return try User.get(id, unit.connection)
        }
        forgetUser(id)
        return user
    }

    /// - Throws: `EngineError.Code.tooManyAttempts` when too many passwords wait to be hashed.
    func hash(_ password: String) async throws(EngineError) -> String {
        do {
            return try await passwords.hash(password)
        } catch {
            throw EngineError(.tooManyAttempts, "Too many passwords are being set or checked; try again in a moment.")
        }
    }

    private func forgetUser(_ id: Int64) {
        accounts.invalidate(user: id)
        rememberedLogins.forget(id)
    }
}

extension User {
    fileprivate static func get(_ id: Int64, _ connection: any SQLConnection) throws -> User {
        let user = try connection.first(
            "SELECT \(columns) FROM users WHERE id = $1", [.integer(id)], User.init(row:)
        )
        guard let user else { throw EngineError.notFound("user", id) }
        return user
    }
}

extension SQLConnection {
    /// The id of the active staff user who has been there for longest.
    func firstStaffUser() throws -> Int64? {
        try integer("SELECT id FROM users WHERE is_staff = 1 AND is_active = 1 ORDER BY id LIMIT 1")
    }
}

extension UnitOfWork {
    /// - Throws: `EngineError.Code.invalid` when the username is taken.
    func insertUser(_ new: NewUser, passwordHash: String) throws -> User {
        guard try connection.integer("SELECT id FROM users WHERE username = $1", [.text(new.username)]) == nil else {
            throw EngineError.invalid("username", "A user with that username already exists.")
        }
        let user = try connection.first(
            """
            INSERT INTO users (username, password_hash, email, first_name, last_name, is_staff, is_active, created)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING \(User.columns)
            """,
            [
                .text(new.username), .text(passwordHash), .text(new.email), .text(new.firstName), .text(new.lastName),
                .bool(new.isStaff), .bool(new.isActive), .time(now),
            ],
            User.init(row:)
        )
        guard let user else { throw StorageError(.other, "the new user was not stored") }
        return user
    }
}
