import Storage

extension JobEngine {
    /// The name of the key that the server's own worker uses.
    private static let embeddedWorkerKeyName = "embedded worker"
    private static let maximumKeysPerUser: Int64 = 100

    /// Makes an API key for a user.
    /// - Parameter name: 1…100 characters, to recognise it in the list.
    /// - Throws: `EngineError`: `.invalid` naming the field, `.notFound` for the user, `.conflict` when it has too many.
    package func createKey(for userID: Int64, name: String, role: KeyRole) async throws -> NewAPIKey {
        guard !name.isEmpty else { throw EngineError.invalid("name", "A key needs a name.") }
        guard name != Self.embeddedWorkerKeyName else {
            throw EngineError.invalid("name", "This name is kept for the server's own worker.")
        }
        try UserRules.checkText(name, "name", maximum: 100)
        let text = APIKeyText.random()
        let key = try await write { unit in
            let user = try unit.connection.integer("SELECT id FROM users WHERE id = $1", [.integer(userID)])
            guard user != nil else { throw EngineError.notFound("user", userID) }
            let count = try unit.connection.integer(
                "SELECT COUNT(*) FROM api_keys WHERE user_id = $1 AND revoked IS NULL", [.integer(userID)]
            )
            guard count ?? 0 < Self.maximumKeysPerUser else {
                throw EngineError(.conflict, "The user has \(Self.maximumKeysPerUser) keys; revoke one first.")
            }
            return try unit.insertKey(for: userID, name: name, role: role, text: text)
        }
        return NewAPIKey(key: key, text: text)
    }

    /// The newest 1,000 keys of a user, revoked ones too, the newest first.
    package func keys(of userID: Int64) async throws -> [APIKey] {
        try await read { connection in
            try connection.all(
                "SELECT \(APIKey.columns) FROM api_keys WHERE user_id = $1 ORDER BY id DESC LIMIT 1000",
                [.integer(userID)], APIKey.init(row:)
            )
        }
    }

    /// Makes a key useless at once and for ever. Doing it again changes nothing.
    /// - Throws: `EngineError.Code.notFound`.
    @discardableResult
    package func revokeKey(_ id: Int64) async throws -> APIKey {
        let (key, hash) = try await write { unit in
            try unit.connection.execute(
                "UPDATE api_keys SET revoked = $1 WHERE id = $2 AND revoked IS NULL", [.time(unit.now), .integer(id)]
            )
            let found = try unit.connection.first(
                "SELECT \(APIKey.columns), hash FROM api_keys WHERE id = $1", [.integer(id)]
            ) { (APIKey(row: $0), $0.text(6)) }
            guard let found else { throw EngineError.notFound("key", id) }
            return found
        }
        forgetKeys(withHashes: [hash])
        return key
    }

    /// Makes the key of the worker inside the server, in place of the one of the run before.
    /// - Returns: the text of a key with the worker role, of the first active staff user.
    /// - Throws: `EngineError.Code.conflict` when there is no such user.
    package func keyForEmbeddedWorker() async throws -> String {
        let text = APIKeyText.random()
        let replaced = try await write { unit in
            guard let userID = try unit.connection.firstStaffUser() else {
                throw EngineError(.conflict, "The server's own worker needs an active staff user.")
            }
            let replaced = try unit.connection.all(
                "DELETE FROM api_keys WHERE name = $1 RETURNING hash", [.text(Self.embeddedWorkerKeyName)]
            ) { $0.text(0) }
            _ = try unit.insertKey(for: userID, name: Self.embeddedWorkerKeyName, role: .worker, text: text)
            return replaced
        }
        forgetKeys(withHashes: replaced)
        return text
    }

    private func forgetKeys(withHashes hashes: [String]) {
        for hash in hashes {
            if let digest = SecretBytes.fromHex(hash) { accounts.invalidate(key: Fingerprint(digest)) }
        }
    }
}

extension UnitOfWork {
    func insertKey(for userID: Int64, name: String, role: KeyRole, text: String) throws -> APIKey {
        let key = try connection.first(
            """
            INSERT INTO api_keys (user_id, name, hash, role, created) VALUES ($1, $2, $3, $4, $5)
            RETURNING \(APIKey.columns)
            """,
            [
                .integer(userID), .text(name), .text(Fingerprint(of: text).hex), .text(role.rawValue), .time(now),
            ],
            APIKey.init(row:)
        )
        guard let key else { throw StorageError(.other, "the new key was not stored") }
        return key
    }
}
