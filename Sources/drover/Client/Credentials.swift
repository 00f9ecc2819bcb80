import FoundationEssentials

/// What a request shows to be let in.
enum Credentials: Sendable, Hashable {
    case key(String)
    case password(user: String, password: String)

    /// The `Authorization` header.
    var authorization: String {
        switch self {
        case .key(let key): "Token \(key)"
        case .password(let user, let password): "Basic \(Data("\(user):\(password)".utf8).base64EncodedString())"
        }
    }
}
