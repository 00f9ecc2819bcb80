import Crypto
import Foundation
import JSONSupport
import JobEngine

/// Puts tokens of our server in the place of recorded ones.
struct ReplayTokens {
    /// When the original's tokens were recorded, in seconds since 1970.
    private static let recorded: Int64 = 1_795_218_900

    private let key: SymmetricKey
    private var tokens: [String: (access: String, refresh: String)] = [:]
    private var passwords = ["admin": TestServer.password]

    init(_ server: TestServer) throws {
        let master = try Data(contentsOf: URL(filePath: server.folder + "/data/secret.key"))
        key = SecretVault(masterKey: Array(master)).key(for: "jwt")
    }

    /// A log-in as soon as a user is there: some are made inactive afterwards.
    mutating func logIn(_ user: String, password: String? = nil, _ server: TestServer) async throws {
        if let password { passwords[user] = password }
        let answer = try await server.send(
            .POST, "/v1/auth/obtain", ["username": .string(user), "password": .string(passwords[user] ?? "")],
            headers: ["Authorization": ""]
        )
        let pair = try answer.json()
        guard let access = pair["access"]?.stringValue, let refresh = pair["refresh"]?.stringValue else {
            throw TestFailure("\(user) cannot log in: \(answer.text)")
        }
        tokens[user] = (access, refresh)
    }

    /// - Parameter isForged: whether the recorded token had a wrong signature.
    func replacing(_ text: String, isForged: Bool) -> String {
        var text = text.replacing(/<([a-z]+)>/) { match in
            tokens[match.1 == "token" ? "admin" : String(match.1)]?.access ?? String(match.0)
        }
        text = text.replacing(/eyJ[\w-]+\.([\w-]+)\.[\w-]+/) { match in
            sign(claims(String(match.1)), isForged: isForged)
        }
        return text
    }

    /// The recorded administrator's password is shorter than passwords may be here.
    func replacingPassword(_ body: String) -> String {
        body.replacing("\"password\": \"admin\"", with: "\"password\": \"\(TestServer.password)\"")
            .replacing("password=admin", with: "password=\(TestServer.password.replacing(" ", with: "+"))")
    }

    /// The recorded claims, as long before or after their end as they were then.
    private func claims(_ part: String) -> JSON {
        let base64 = part.replacing("-", with: "+").replacing("_", with: "/")
        let padded = base64 + String(repeating: "=", count: (4 - base64.count % 4) % 4)
        var claims = Data(base64Encoded: padded).flatMap { try? JSON.parse(Array($0)).objectValue } ?? JSONObject()
        let shift = Int64(Date().timeIntervalSince1970) - Self.recorded
        for name in ["exp", "iat"] {
            if let moment = claims[name]?.intValue { claims[name] = .int(moment + shift) }
        }
        return .object(claims)
    }

    private func sign(_ claims: JSON, isForged: Bool) -> String {
        let text = [#"{"alg":"HS256","typ":"JWT"}"#, claims.compactText].map { Self.base64($0.utf8) }.joined(separator: ".")
        let signature = HMAC<SHA256>.authenticationCode(
            for: Data(text.utf8), using: isForged ? SymmetricKey(size: .bits256) : key
        )
        return "\(text).\(Self.base64(signature))"
    }

    private static func base64(_ bytes: some Sequence<UInt8>) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
