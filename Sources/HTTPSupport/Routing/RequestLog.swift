import HTTPTypes
import HummingbirdCore
import JobEngine
import JobModel
import Logging

/// Writes one line for a request. It costs nothing where the logger leaves the level out, and never shows headers or
/// the query, either of which may hold credentials.
struct RequestLog {
    private let logger: Logger
    private let level: Logger.Level
    private let began = ContinuousClock.now

    /// - Returns: nil when the logger would drop the line.
    init?(_ logger: Logger, level: Logger.Level) {
        guard logger.logLevel <= level else { return nil }
        self.logger = logger
        self.level = level
    }

    func write(_ request: Request, _ response: Response, _ principal: Principal?) {
        let duration = began.duration(to: .now).wholeMicroseconds
        logger.log(
            level: level, "request",
            metadata: [
                "method": "\(request.method.rawValue)",
                "path": "\(request.uri.path)",
                "status": "\(response.status.code)",
                "microseconds": "\(duration)",
                "user": "\(principal?.username ?? "-")",
            ]
        )
    }
}
