import Storage

extension JobEngine {
    /// The name of the key that Scale's log-in gives.
    private static let clientKeyName = "api-token-auth"

    /// Logs a user in and gives the API key of Scale's clients, the same each time until it is revoked
    /// (`POST /api-token-auth/`; scale.md §1.7).
    /// - Throws: `AuthenticationFailure.wrongPassword` or `.tooManyAttempts`.
    package func clientToken(username: String, password: String, remoteAddress: String?) async throws -> String {
        let account = try await logIn(username, password, from: remoteAddress)
        await noteLogin(of: account.id)
        let setting = "client_token.\(account.id)"
        let fresh = APIKeyText.random()
        return try await write { [vault] unit in
            if let kept = try unit.connection.keptToken(setting, vault) { return kept }
            _ = try unit.insertKey(for: account.id, name: Self.clientKeyName, role: .full, text: fresh)
            let sealed = SecretBytes.hex(try vault.seal(fresh, context: setting))
            try unit.connection.execute(
                """
                INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value
                """,
                [.text(setting), .text(sealed)]
            )
            return fresh
        }
    }
}

extension SQLConnection {
    /// The key that a user was given before, unless it was revoked.
    fileprivate func keptToken(_ setting: String, _ vault: SecretVault) throws -> String? {
        let sealed = try first("SELECT value FROM settings WHERE name = $1", [.text(setting)]) { $0.text(0) }
        guard let sealed = sealed.flatMap({ SecretBytes.fromHex($0) }) else { return nil }
        let text = try vault.open(sealed, context: setting)
        let valid = try integer(
            "SELECT id FROM api_keys WHERE hash = $1 AND revoked IS NULL", [.text(Fingerprint(of: text).hex)]
        )
        return valid == nil ? nil : text
    }
}
