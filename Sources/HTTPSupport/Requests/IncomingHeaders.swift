import HTTPTypes

/// The headers that every request is looked at for, gathered in one walk; each look-up in `HTTPFields` is another.
struct IncomingHeaders: Sendable {
    private(set) var authorization: String?
    private(set) var accept: String?
    private(set) var cookie: String?
    private(set) var contentType: String?
    private(set) var contentLength: Int64?
    private(set) var isChunked = false
    private(set) var expectsContinue = false
    /// Whether the request says that a page of this server made it; see `SessionCookie`.
    private(set) var isFromPages = false

    init(_ fields: HTTPFields) {
        for field in fields {
            switch field.name.canonicalName {
            case "authorization": authorization = authorization ?? field.value
            case "accept": accept = accept.map { "\($0), \(field.value)" } ?? field.value
            case "cookie": cookie = cookie.map { "\($0); \(field.value)" } ?? field.value
            case SessionCookie.pageHeader: isFromPages = true
            case "content-type": contentType = field.value
            case "content-length": contentLength = Int64(field.value)
            case "transfer-encoding": isChunked = true
            case "expect": expectsContinue = field.value.lowercased() == "100-continue"
            default: break
            }
        }
    }

    var announcesBody: Bool {
        isChunked || contentLength ?? 0 > 0
    }
}
