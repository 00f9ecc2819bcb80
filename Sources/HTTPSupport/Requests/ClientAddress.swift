import HTTPTypes
import HummingbirdCore
import NIOCore

/// Finds out which machine a request comes from.
enum ClientAddress {
    /// The IP address without a port: of the connection, or the one that the nearest proxy names if it is trusted.
    static func of(_ request: Request, _ context: DroverContext, _ settings: HTTPSettings) -> String? {
        if settings.trustsProxies,
            let forwarded = request.headers[.xForwardedFor]?.split(separator: ",").last
        {
            // What stands further left was handed in by the client and may be anything.
            let address = forwarded.trimmed
            if !address.isEmpty { return address }
        }
        return context.channel.remoteAddress?.ipAddress
    }
}
