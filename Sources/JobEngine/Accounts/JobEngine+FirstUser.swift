import Storage

/// A password that the server made up, to be shown once.
package struct GeneratedPassword: Sendable, Hashable {
    package let username: String
    package let password: String
}

extension JobEngine {
    private static let administratorName = "admin"

    /// Makes the staff user `admin` when there is no user yet.
    /// - Parameter environmentPassword: the operator's choice, taken as it is, even when it is a poor one; nil or empty
    ///   for a random password.
    /// - Returns: the random password, only when one was made just now.
    /// - Throws: `StorageError`, or `EngineError` when the password could not be hashed.
    package func bootstrapAdministrator(environmentPassword: String?) async throws -> GeneratedPassword? {
        let isFirstStart = try await read { try $0.integer("SELECT id FROM users LIMIT 1") == nil }
        guard isFirstStart else { return nil }
        let given = environmentPassword.flatMap { $0.isEmpty ? nil : $0 }
        let password = given ?? Self.randomPassword()
        let hash = try await hash(password)
        let isMade = try await write { unit in
            guard try unit.connection.integer("SELECT id FROM users LIMIT 1") == nil else { return false }
            let administrator = NewUser(username: Self.administratorName, password: password, isStaff: true)
            _ = try unit.insertUser(administrator, passwordHash: hash)
            return true
        }
        guard isMade, given == nil else { return nil }
        return GeneratedPassword(username: Self.administratorName, password: password)
    }

    /// About 100 bits, in four groups without characters that are easily confused.
    /// A password that can be read out and typed.
    package static func randomPassword() -> String {
        let alphabet = Array("abcdefghjkmnpqrstuvwxyz23456789")
        var generator = SystemRandomNumberGenerator()
        let groups = (0..<4).map { _ in
            String((0..<5).map { _ in alphabet[Int.random(in: alphabet.indices, using: &generator)] })
        }
        return groups.joined(separator: "-")
    }
}
