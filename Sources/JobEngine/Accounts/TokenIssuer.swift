import Crypto
import FoundationEssentials
import JWTKit
import JobModel
import Synchronization

/// Issues and checks the signed tokens of `POST /v1/auth/obtain` (HS256, claims `jtt`, `exp`, `iat`, `jti`, `upk`).
package final class TokenIssuer: Sendable {
    /// What a checked token says.
    struct VerifiedToken: Sendable, Hashable {
        let type: TokenType
        let userID: Int64
        /// The first second, since 1970, at which the token is no longer good.
        let expires: Int64
    }

    /// No token that this server issues is near as long.
    private static let maximumLength = 4_096

    private let keys: JWTKeyCollection
    private let serializer: DefaultJWTSerializer
    /// Tokens whose signature was right, by fingerprint: a client sends the same one with every request.
    private let verified: Mutex<BoundedCache<Fingerprint, VerifiedToken>>

    /// - Parameters:
    ///   - key: the key of the signatures, at least 256 bits.
    ///   - capacity: how many checked tokens are remembered.
    package init(key: SymmetricKey, capacity: Int = 10_000) async {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        serializer = DefaultJWTSerializer(jsonEncoder: encoder)
        verified = Mutex(BoundedCache(capacity: capacity))
        keys = JWTKeyCollection()
        await keys.add(hmac: HMACKey(key: key), digestAlgorithm: .sha256, serializer: serializer)
    }

    /// Makes a token for a user, good from now on for the lifetime of its type.
    /// - Throws: `TokenFailure.invalid` when it could not be signed.
    package func issue(_ type: TokenType, to userID: Int64, now: Timestamp) async throws(TokenFailure) -> String {
        let claims = TokenClaims(
            type: type, userID: userID, issued: Self.seconds(now), id: SecretBytes.hex(SecretBytes.random(16))
        )
        do {
            return try await keys.sign(claims)
        } catch {
            throw .invalid
        }
    }

    /// Checks a token.
    /// - Parameter type: what it has to be for; nil for any.
    /// - Returns: the user whom it names.
    /// - Throws: the first of `TokenFailure` that applies, in the order in which the original server looks.
    package func verify(
        _ token: String, as type: TokenType? = nil, now: Timestamp
    ) async throws(TokenFailure) -> Int64 {
        guard token.utf8.count <= Self.maximumLength else { throw .invalid }
        let fingerprint = Fingerprint(of: token)
        let known = verified.withLock { $0.value(for: fingerprint) }
        if let known {
            return try Self.accept(known, as: type, now)
        }
        let claims = try await claims(of: token)
        let fresh = try Self.check(claims, as: type, now)
        verified.withLock { $0.set(fresh, for: fingerprint) }
        return fresh.userID
    }

    private func claims(of token: String) async throws(TokenFailure) -> TokenClaims {
        do {
            return try await keys.verify(token, as: TokenClaims.self)
        } catch {
            throw .invalid
        }
    }

    private static func accept(
        _ token: VerifiedToken, as type: TokenType?, _ now: Timestamp
    ) throws(TokenFailure) -> Int64 {
        guard seconds(now) < token.expires else { throw .expired }
        guard type == nil || type == token.type else { throw .wrongType }
        return token.userID
    }

    private static func check(
        _ claims: TokenClaims, as wanted: TokenType?, _ now: Timestamp
    ) throws(TokenFailure) -> VerifiedToken {
        guard let expires = claims.exp else { throw .invalid }
        guard seconds(now) < expires else { throw .expired }
        guard claims.jti != nil else { throw .noID }
        guard let typeName = claims.jtt else { throw .noType }
        guard let type = TokenType(rawValue: typeName), wanted == nil || type == wanted else { throw .wrongType }
        guard let userID = claims.upk.flatMap({ Int64($0) }) else { throw .noUser }
        return VerifiedToken(type: type, userID: userID, expires: expires)
    }

    private static func seconds(_ moment: Timestamp) -> Int64 {
        moment.rawValue / 1_000_000
    }
}
