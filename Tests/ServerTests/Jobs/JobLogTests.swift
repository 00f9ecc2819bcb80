import DroverServer
import JSONSupport
import Logging
import Synchronization
import Testing

/// What the server's log tells about jobs.
@Suite struct JobLogTests {
    @Test func everyStepIsToldWhereTheOperatorAsks() async throws {
        let lines = try await lines(at: .debug)
        let done = lines.filter { $0.metadata["job"] == "1" }
        // Each is told by the request that made it, so that they may stand in another order.
        #expect(Set(done.map(\.message)) == ["job submitted", "job claimed", "job started", "job completed"])
        #expect(done.count == 4)
        #expect(done.allSatisfy { $0.level == .debug && $0.metadata["type"] == "fine 1.0.0" && $0.metadata["attempt"] == "1" })
        for line in done where line.message != "job submitted" {
            #expect(line.metadata["execution"] == "1" && line.metadata["node"] == "1")
        }
    }

    @Test func byDefaultOnlyWhatSomebodyMayWantToLookAfter() async throws {
        let lines = try await lines(at: .info).filter { $0.metadata["job"] != nil }
        #expect(lines.map(\.message) == ["job failed", "job canceled"])
        #expect(lines.first?.metadata == [
            "job": "2", "type": "breaks 1.0.0", "attempt": "1", "execution": "2", "node": "1", "error": "bad-data",
        ])
        #expect(lines.last?.metadata["job"] == "3")
    }

    /// One job that works, one that fails, and one that is canceled before it begins.
    private func lines(at level: Logger.Level) async throws -> [LogLines.Line] {
        let lines = LogLines()
        try await TestServer.run({ $0.logger = lines.logger(level) }) { server in
            let worker = try await TestWorker(server)
            try await worker.addType("fine", script: "true") { _ in }
            try await worker.addType("breaks", script: "exit 7") { job in
                job["errors"] = [["code": 7, "name": "bad-data", "title": "Bad data", "category": "data"]]
            }
            try await worker.run {
                for type in ["fine", "breaks"] { _ = try await worker.finished(worker.submit(type)) }
            }
            let waiting = try await worker.submit("fine")
            #expect(try await server.send(.POST, "/api/jobs/\(waiting)/cancel", [:]).status == 200)
        }
        return lines.all
    }
}

/// Keeps what is logged.
final class LogLines: Sendable {
    struct Line: Sendable {
        let level: Logger.Level
        let message: String
        let metadata: [String: String]
    }

    private let lines = Mutex<[Line]>([])

    var all: [Line] { lines.withLock { $0 } }

    func logger(_ level: Logger.Level) -> Logger {
        var logger = Logger(label: "test") { _ in Handler(lines: self) }
        logger.logLevel = level
        return logger
    }

    private struct Handler: LogHandler {
        let lines: LogLines
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .info

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let line = Line(
                level: event.level, message: "\(event.message)",
                metadata: (event.metadata ?? [:]).mapValues { "\($0)" }
            )
            lines.lines.withLock { $0.append(line) }
        }
    }
}
