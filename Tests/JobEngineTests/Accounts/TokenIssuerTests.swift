import FoundationEssentials
import JobEngine
import JobModel
import Testing

@Suite struct TokenIssuerTests {
    private let start = HandMovedClock.start

    private func issuer() async -> TokenIssuer {
        await TokenIssuer(key: SecretVault(masterKey: Array(0..<32)).key(for: "jwt"))
    }

    private func decoded(_ part: Substring) throws -> String {
        let text = String(part).replacing("-", with: "+").replacing("_", with: "/")
        let padded = text + String(repeating: "=", count: (4 - text.count % 4) % 4)
        let bytes = try #require(Data(base64Encoded: padded))
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: [(TokenType.access, 300), (.refresh, 28_800)])
    func issuedTokensHaveTheClaimsOfTheOriginal(type: TokenType, lifetime: Int) async throws {
        let token = try await issuer().issue(type, to: 7, now: start)
        let parts = token.split(separator: ".")
        try #require(parts.count == 3)
        #expect(try decoded(parts[0]) == #"{"alg":"HS256","typ":"JWT"}"#)
        let claims = try decoded(parts[1])
        let pattern = /{"exp":(\d+),"iat":1800000000,"jti":"([0-9a-f]{32})","jtt":"(\w+)","upk":"7"}/
        let match = try #require(try pattern.wholeMatch(in: claims), "\(claims)")
        #expect(match.1 == "\(1_800_000_000 + lifetime)")
        #expect(match.3 == type.rawValue)
    }

    @Test func noTwoTokensAreTheSame() async throws {
        let issuer = await issuer()
        let first = try await issuer.issue(.access, to: 7, now: start)
        #expect(try await issuer.issue(.access, to: 7, now: start) != first)
    }

    @Test(arguments: [(TokenType.access, 300), (.refresh, 28_800)])
    func aTokenIsGoodUntilItExpires(type: TokenType, lifetime: Int) async throws {
        let issuer = await issuer()
        let token = try await issuer.issue(type, to: 7, now: start)
        #expect(try await issuer.verify(token, as: type, now: start) == 7)
        #expect(try await issuer.verify(token, as: type, now: start + .seconds(lifetime - 1)) == 7)
        await #expect(throws: TokenFailure.expired) {
            try await issuer.verify(token, as: type, now: start + .seconds(lifetime))
        }
        let other = await self.issuer()
        await #expect(throws: TokenFailure.expired, "not only when it is remembered") {
            try await other.verify(token, as: type, now: start + .seconds(lifetime))
        }
    }

    @Test(arguments: [SampleTokens.good, SampleTokens.numericUser, SampleTokens.fractionalTimes])
    func tokensOfAnotherImplementationAreTaken(token: String) async throws {
        let issuer = await issuer()
        for _ in 0..<2 { #expect(try await issuer.verify(token, as: .access, now: start) == 7) }
    }

    @Test(arguments: [
        (SampleTokens.refresh, TokenFailure.wrongType), (SampleTokens.otherType, .wrongType),
        (SampleTokens.otherKey, .invalid), (SampleTokens.unsigned, .invalid), (SampleTokens.emptySignature, .invalid),
        (SampleTokens.noExpiry, .invalid), (SampleTokens.textualExpiry, .invalid), (SampleTokens.hugeExpiry, .invalid),
        (SampleTokens.array, .invalid), (SampleTokens.notJSON, .invalid), (SampleTokens.expired, .expired),
        (SampleTokens.noType, .noType), (SampleTokens.noID, .noID), (SampleTokens.noUser, .noUser),
        (SampleTokens.textualUser, .noUser), ("", .invalid), ("garbage", .invalid), ("..", .invalid), ("a.b.c", .invalid),
        (SampleTokens.good + "A", .invalid),
    ])
    func everyBadTokenHasItsReason(token: String, reason: TokenFailure) async throws {
        let issuer = await issuer()
        for _ in 0..<2 {
            await #expect(throws: reason) { try await issuer.verify(token, as: .access, now: start) }
        }
    }

    @Test func anEndlessTokenIsNotLookedAt() async {
        let issuer = await issuer()
        await #expect(throws: TokenFailure.invalid) {
            try await issuer.verify(String(repeating: "a", count: 1_000_000), now: start)
        }
    }

    @Test func aRememberedTokenStillHasToHaveTheRightType() async throws {
        let issuer = await issuer()
        #expect(try await issuer.verify(SampleTokens.refresh, now: start) == 7)
        await #expect(throws: TokenFailure.wrongType) {
            try await issuer.verify(SampleTokens.refresh, as: .access, now: start)
        }
    }
}
