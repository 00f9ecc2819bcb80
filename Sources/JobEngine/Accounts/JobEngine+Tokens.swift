/// The two tokens that a log-in gives.
package struct TokenPair: Sendable, Hashable {
    /// Good for eight hours, only to get new access tokens.
    package let refresh: String
    /// Good for five minutes.
    package let access: String
}

extension JobEngine {
    /// Logs a user in (`POST /v1/auth/obtain`; reference/ufdl.md §2).
    /// - Throws: `AuthenticationFailure.wrongPassword` or `.tooManyAttempts`.
    package func obtainTokens(
        username: String, password: String, remoteAddress: String?
    ) async throws(AuthenticationFailure) -> TokenPair {
        let account = try await logIn(username, password, from: remoteAddress)
        await noteLogin(of: account.id)
        return TokenPair(
            refresh: try await issue(.refresh, to: account.id), access: try await issue(.access, to: account.id)
        )
    }

    /// Logs a user in at the dashboard, within the same limit on attempts.
    /// - Returns: the token for the cookie. It ends with its time, or when the user is switched off.
    /// - Throws: as `obtainTokens`.
    package func openSession(
        username: String, password: String, remoteAddress: String?
    ) async throws(AuthenticationFailure) -> String {
        let account = try await logIn(username, password, from: remoteAddress)
        await noteLogin(of: account.id)
        return try await issue(.session, to: account.id)
    }

    /// Makes a new access token (`POST /v1/auth/refresh`); the refresh token stays as it is.
    /// - Throws: `AuthenticationFailure.badToken`, `.userNotFound` or `.userInactive`.
    package func refreshAccess(_ refreshToken: String) async throws(AuthenticationFailure) -> String {
        let account = try await activeAccount(try await userID(in: refreshToken, as: .refresh))
        return try await issue(.access, to: account.id)
    }

    /// Checks a token of either type (`POST /v1/auth/verify`).
    /// - Throws: `AuthenticationFailure.badToken`.
    package func verifyToken(_ token: String) async throws(AuthenticationFailure) {
        _ = try await userID(in: token, as: nil)
    }

    private func issue(_ type: TokenType, to userID: Int64) async throws(AuthenticationFailure) -> String {
        do {
            return try await tokens.issue(type, to: userID, now: clock.now())
        } catch {
            throw .badToken(error)
        }
    }
}
