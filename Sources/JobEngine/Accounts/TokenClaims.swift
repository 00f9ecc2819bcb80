import JWTKit

/// What a token is for.
package enum TokenType: String, Sendable, Hashable {
    /// Opens end-points, for five minutes.
    case access
    /// Only gets new access tokens, for eight hours.
    case refresh
    /// Lies in the cookie of a browser that looks at the dashboard, for eight hours; good for nothing without it.
    case session

    var lifetime: Duration {
        switch self {
        case .access: .seconds(5 * 60)
        case .refresh, .session: .seconds(8 * 3600)
        }
    }
}

/// What is wrong with a token; the words are those of the original UFDL server.
package enum TokenFailure: String, Error, Sendable, Hashable {
    case invalid = "Token is invalid"
    case expired = "Token is expired"
    case wrongType = "Token has wrong type"
    case noType = "Token has no type"
    case noID = "Token has no id"
    case noUser = "Token contained no recognizable user identification"
}

/// The claims of a UFDL token. All may be absent here, so that a token that lacks one gets the answer that says so.
struct TokenClaims: JWTPayload {
    let jtt: String?
    /// Seconds since 1970.
    let exp: Int64?
    let iat: Int64?
    let jti: String?
    let upk: String?

    init(type: TokenType, userID: Int64, issued: Int64, id: String) {
        self.jtt = type.rawValue
        self.exp = issued + type.lifetime.components.seconds
        self.iat = issued
        self.jti = id
        self.upk = String(userID)
    }

    private enum CodingKeys: String, CodingKey {
        case jtt, exp, iat, jti, upk
    }

    init(from decoder: any Decoder) throws {
        let claims = try decoder.container(keyedBy: CodingKeys.self)
        jtt = try claims.decodeIfPresent(String.self, forKey: .jtt)
        exp = try Self.seconds(claims, .exp)
        iat = try Self.seconds(claims, .iat)
        jti = try claims.decodeIfPresent(String.self, forKey: .jti)
        // Issued as text; a number is taken as well.
        if let number = try? claims.decodeIfPresent(Int64.self, forKey: .upk) {
            upk = String(number)
        } else {
            upk = try claims.decodeIfPresent(String.self, forKey: .upk)
        }
    }

    /// A numeric date may have a fraction.
    private static func seconds(
        _ claims: KeyedDecodingContainer<CodingKeys>, _ key: CodingKeys
    ) throws -> Int64? {
        guard let value = try claims.decodeIfPresent(Double.self, forKey: key) else { return nil }
        return Int64(exactly: value.rounded(.down))
    }

    /// Times are checked by `TokenIssuer`, against the engine's clock.
    func verify(using algorithm: some JWTAlgorithm) async throws {}
}
