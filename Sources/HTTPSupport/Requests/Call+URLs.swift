import HTTPTypes
import HummingbirdCore

extension Call {
    /// `http://host/prefix` as the client sees the server (reference/scale.md §1.4).
    package var baseURL: String {
        var scheme = request.head.scheme ?? "http"
        if settings.trustsProxies, let forwarded = request.headers[.xForwardedProto]?.split(separator: ",").first {
            scheme = forwarded.trimmed.lowercased() == "https" ? "https" : "http"
        }
        return "\(scheme)://\(request.head.authority ?? "localhost")\(settings.prefix)"
    }

    /// The full URL of a path such as `/v6/jobs/1/`, for `Location`. Encode its parts with `PercentCoding.pathSegment`.
    package func url(_ path: String) -> String {
        baseURL + path
    }
}
