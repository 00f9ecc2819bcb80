import JobModel
import Storage

extension JobEngine {
    /// Finds out who makes a request. With credentials that were accepted a moment ago it reads nothing from the
    /// database; a user's flags and a key's revocation are in force from the next request on all the same.
    /// - Parameter remoteAddress: the caller's IP address without a port, for the limit on log-in attempts; nil within
    ///   the same process.
    /// - Throws: `AuthenticationFailure`.
    package func authenticate(
        _ credentials: Credentials, remoteAddress: String?
    ) async throws(AuthenticationFailure) -> Principal {
        let principal = switch credentials {
        case .basic(let username, let password):
            Principal(try await logIn(username, password, from: remoteAddress))
        case .bearer(let token):
            Principal(try await activeAccount(try await userID(in: token, as: .access)))
        case .session(let token):
            Principal(try await activeAccount(try await userID(in: token, as: .session)))
        case .token(let key):
            try await principal(forKey: key)
        }
        await noteLogin(of: principal.userID)
        return principal
    }

    /// Checks a user name and a password, within the limit on attempts.
    /// - Throws: `AuthenticationFailure.wrongPassword`, also for a user who is unknown or inactive.
    func logIn(
        _ username: String, _ password: String, from remoteAddress: String?
    ) async throws(AuthenticationFailure) -> Account {
        let claimed = UserRules.isUsername(username) ? try await account(named: username) : nil
        let proof = rememberedLogins.proof(
            username: username, password: password, storedHash: claimed?.passwordHash ?? ""
        )
        let verdict = await rememberedLogins.check(proof, of: claimed?.id ?? 0, now: clock.now()) { [self] in
            await checkPassword(password, of: username, against: claimed?.passwordHash, from: remoteAddress)
        }
        switch verdict {
        case .right: break
        case .wrong: throw .wrongPassword
        case .refused(let wait): throw .tooManyAttempts(retryAfter: wait)
        }
        // The user may have changed while the password was being checked.
        guard let claimed, let current = try await account(claimed.id),
            current.isActive, current.passwordHash == claimed.passwordHash
        else { throw .wrongPassword }
        return current
    }

    /// - Throws: `AuthenticationFailure.badToken`.
    func userID(in token: String, as type: TokenType?) async throws(AuthenticationFailure) -> Int64 {
        do {
            return try await tokens.verify(token, as: type, now: clock.now())
        } catch {
            throw .badToken(error)
        }
    }

    /// - Throws: `AuthenticationFailure.userNotFound` or `.userInactive`.
    func activeAccount(_ id: Int64) async throws(AuthenticationFailure) -> Account {
        guard let account = try await account(id) else { throw .userNotFound }
        guard account.isActive else { throw .userInactive }
        return account
    }

    private func principal(forKey key: String) async throws(AuthenticationFailure) -> Principal {
        let fingerprint = Fingerprint(of: key)
        guard let grant = try await grant(fingerprint) else { throw .unknownKey }
        return Principal(try await activeAccount(grant.userID), keyRole: grant.role)
    }

    private func checkPassword(
        _ password: String, of username: String, against stored: String?, from address: String?
    ) async -> PasswordVerdict {
        if let wait = loginLimiter.begin(username: username, address: address, now: clock.now()) {
            return .refused(retryAfter: wait)
        }
        do {
            guard try await passwords.verify(password, against: stored) else { return .wrong }
            loginLimiter.succeed(username: username, address: address, now: clock.now())
            return .right
        } catch {
            loginLimiter.withdraw(username: username, address: address, now: clock.now())
            return .refused(retryAfter: .seconds(1))
        }
    }

    /// Keeps the user's last log-in, at most once a minute. That it could not be written must not keep anybody out:
    /// with a full disk reading goes on.
    func noteLogin(of id: Int64) async {
        guard accounts.takeLoginTurn(of: id, now: clock.now()) else { return }
        _ = try? await write { unit in
            try unit.connection.execute(
                "UPDATE users SET last_login = $1 WHERE id = $2", [.time(unit.now), .integer(id)]
            )
        }
    }
}

extension JobEngine {
    private func account(named username: String) async throws(AuthenticationFailure) -> Account? {
        try await remembered(
            accounts.account(named: username),
            orRead: { try Account.find(named: username, $0) },
            keep: { accounts.store($0, readAt: $1) }
        )
    }

    private func account(_ id: Int64) async throws(AuthenticationFailure) -> Account? {
        try await remembered(
            accounts.account(id),
            orRead: { try Account.find(id, $0) },
            keep: { accounts.store($0, readAt: $1) }
        )
    }

    private func grant(_ fingerprint: Fingerprint) async throws(AuthenticationFailure) -> KeyGrant? {
        try await remembered(
            accounts.grant(fingerprint),
            orRead: { try KeyGrant.find(fingerprint, $0) },
            keep: { accounts.store($0, for: fingerprint, readAt: $1) }
        )
    }

    private func remembered<Value: Sendable>(
        _ known: Value?,
        orRead find: @escaping @Sendable (any SQLConnection) throws -> Value?,
        keep: (Value, UInt64) -> Void
    ) async throws(AuthenticationFailure) -> Value? {
        if let known { return known }
        let generation = accounts.generation
        do {
            let found = try await read(find)
            if let found { keep(found, generation) }
            return found
        } catch let error as StorageError {
            throw .unavailable(error)
        } catch {
            throw .unavailable(StorageError(.other, String(describing: error)))
        }
    }
}
