import HTTPTypes

extension HTTPField.Name {
    static let xFrameOptions = named("X-Frame-Options")
    static let xForwardedFor = named("X-Forwarded-For")
    static let xForwardedProto = named("X-Forwarded-Proto")
    static let xAccelBuffering = named("X-Accel-Buffering")
    static let lastEventID = named("Last-Event-ID")
    static let xRequestID = named("X-Request-Id")

    /// Every name above is a token, so the fallback, which would be a harmless header, is never used.
    private static func named(_ name: String) -> HTTPField.Name {
        HTTPField.Name(name) ?? .priority
    }
}
