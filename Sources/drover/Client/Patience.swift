/// Bears with a server that is away for a moment, as during a restart: what is being followed goes on meanwhile.
enum Patience {
    /// How long a server may be away.
    static let limit: Duration = .seconds(60)

    /// Repeats `body` while the server cannot be reached.
    /// - Throws: the last failure once the server has been away for too long; at once what is no matter of reaching it.
    static func whileUnreachable<Value: Sendable>(
        _ body: () async throws -> Value
    ) async throws -> Value {
        let start = ContinuousClock.now
        var pause: Duration = .milliseconds(200)
        while true {
            do {
                return try await body()
            } catch let failure as CommandFailure where failure.status == .unreachable {
                guard ContinuousClock.now - start + pause < limit else { throw failure }
                try await Task.sleep(for: pause)
                pause = min(pause * 2, .seconds(5))
            }
        }
    }
}
