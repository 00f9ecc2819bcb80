/// Asks again after failures that may pass, ever more slowly, with a little chance so that many workers do not ask in step.
struct Retry {
    private static let longest = Duration.seconds(15)

    /// - Parameter isWorthIt: looked at before each new attempt.
    static func whileUseful<Value>(
        _ isWorthIt: () -> Bool = { true }, _ attempt: () async throws -> Value
    ) async throws -> Value {
        var pause = Duration.milliseconds(100)
        while true {
            do {
                return try await attempt()
            } catch let refusal as ServerRefusal where !refusal.isPassing {
                throw refusal
            } catch {
                guard !Task.isCancelled, isWorthIt() else { throw error }
                try await Task.sleep(for: pause * Double.random(in: 0.5...1))
                pause = min(pause * 2, longest)
            }
        }
    }
}
