import Logging

/// The log of the commands that keep running, on standard error.
enum CommandLog {
    /// To be called once, before the first logger is made.
    static func start(level: Logger.Level) {
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = level
            return handler
        }
    }
}
