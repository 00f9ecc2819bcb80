import HTTPTypes
import HummingbirdCore
import JobEngine

/// The cookie with which a browser that is logged in at the dashboard uses the APIs.
///
/// A browser sends cookies by itself, so a change needs more than one: a header that only a script of our own pages can
/// set, as other origins would have to ask first, and are told no. `SameSite=Strict` says the same to the browser; the
/// two keep each other's back. `HttpOnly` keeps the token from scripts.
package enum SessionCookie {
    static let name = "drover_session"
    /// In lower case, as names of headers are compared.
    static let pageHeader = "x-drover-ui"

    static let refusal = Response.detail(403, "Changes with a session cookie need the header X-Drover-UI.")

    /// The value of `Set-Cookie` that keeps a session until the browser is closed.
    package static func keeping(_ token: String, isSecure: Bool) -> String {
        "\(name)=\(token); HttpOnly; SameSite=Strict; Path=/\(isSecure ? "; Secure" : "")"
    }

    /// The value of `Set-Cookie` that ends a session.
    package static let ended = "\(name)=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0"

    /// The session of a request without an `Authorization` header.
    /// - Throws: `AccessFailure.crossSite` for a change that lacks the header.
    static func credentials(of arrival: Arrival) throws(AccessFailure) -> Credentials? {
        guard let token = value(in: arrival.headers.cookie) else { return nil }
        let isSafe = [.get, .head, .options].contains(arrival.request.method)
        guard isSafe || arrival.headers.isFromPages else { throw .crossSite }
        return .session(token)
    }

    static func value(in header: String?) -> String? {
        guard let header else { return nil }
        for pair in header.split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2, parts[0].trimmed == name, !parts[1].isEmpty { return parts[1].trimmed }
        }
        return nil
    }
}

extension Call {
    /// Who is logged in with the cookie, whatever the route asks for; nil for nobody, or a session that is over.
    /// - Throws: `AuthenticationFailure.unavailable`.
    package func sessionUser(_ engine: JobEngine) async throws(AuthenticationFailure) -> Principal? {
        guard let token = SessionCookie.value(in: headers.cookie) else { return nil }
        do {
            return try await engine.authenticate(.session(token), remoteAddress: nil)
        } catch AuthenticationFailure.unavailable(let error) {
            throw .unavailable(error)
        } catch {
            return nil
        }
    }

    /// Whether a page of this server made the request.
    package var isFromPages: Bool {
        headers.isFromPages
    }

    /// Whether the client speaks TLS, as far as a trusted proxy tells.
    package var isSecure: Bool {
        baseURL.hasPrefix("https:")
    }

    /// What somebody without credentials may do.
    package var anonymousAccess: AnonymousAccess {
        settings.anonymousAccess
    }
}
