import Logging

/// What an operator may set about HTTP.
package struct HTTPSettings: Sendable {
    /// What a request without credentials may do.
    package var anonymousAccess: AnonymousAccess
    /// What stands before `/v6` in the URLs of answers, such as `/service/scale/api` behind a proxy that strips it; no
    /// slash at its end. Requests that still carry it are understood as well.
    package let prefix: String
    /// Whether `X-Forwarded-Proto` and `X-Forwarded-For` are believed; only where every request comes through a proxy
    /// that sets them.
    package var trustsProxies: Bool
    /// The level of the line that every request leaves in the log.
    package var requestLogLevel: Logger.Level

    /// - Parameter prefix: with or without slashes around it.
    package init(
        anonymousAccess: AnonymousAccess = .none, prefix: String = "", trustsProxies: Bool = false,
        requestLogLevel: Logger.Level = .debug
    ) {
        self.anonymousAccess = anonymousAccess
        let trimmed = prefix.split(separator: "/").joined(separator: "/")
        self.prefix = trimmed.isEmpty ? "" : "/" + trimmed
        self.trustsProxies = trustsProxies
        self.requestLogLevel = requestLogLevel
    }
}
