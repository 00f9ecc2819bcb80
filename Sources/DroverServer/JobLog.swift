import JobEngine
import Logging

/// Writes the steps of jobs into the server's log: what somebody may want to look after at `info`, what every job goes
/// through at `debug`, where it costs nothing unless the operator asks for it.
struct JobLog: Sendable {
    private let logger: Logger

    init(_ logger: Logger) {
        self.logger = logger
    }

    var listener: JobNewsListener {
        JobNewsListener(steps: Set(JobNews.Step.allCases.filter { logger.logLevel <= Self.level(of: $0) })) { news in
            for one in news { write(one) }
        }
    }

    private static func level(of step: JobNews.Step) -> Logger.Level {
        step.isRoutine ? .debug : .info
    }

    private func write(_ news: JobNews) {
        var metadata: Logger.Metadata = ["job": "\(news.job)", "type": "\(news.type)", "attempt": "\(news.attempt)"]
        if let execution = news.execution { metadata["execution"] = "\(execution)" }
        if let node = news.node { metadata["node"] = "\(node)" }
        if let error = news.error { metadata["error"] = "\(error)" }
        logger.log(level: Self.level(of: news.step), "job \(news.step.rawValue)", metadata: metadata)
    }
}
