import SystemPackage

/// Asks again after failures that may pass, ever more slowly, with a little chance so that many workers do not ask in step.
struct Retry {
    private static let longest = Duration.seconds(15)

    /// - Parameters:
    ///   - attempts: the most attempts; nil for any number.
    ///   - isWorthIt: looked at before each new attempt.
    /// - Throws: what the last attempt threw; a refusal that will not pass, or a failure of this machine's files, at once.
    static func whileUseful<Value>(
        attempts: Int? = nil, _ isWorthIt: () -> Bool = { true }, _ attempt: () async throws -> Value
    ) async throws -> Value {
        var pause = Duration.milliseconds(100)
        var made = 0
        while true {
            do {
                return try await attempt()
            } catch let refusal as ServerRefusal where !refusal.isPassing {
                throw refusal
            } catch let failure as Errno {
                throw failure
            } catch {
                made += 1
                guard !Task.isCancelled, made < attempts ?? .max, isWorthIt() else { throw error }
                try await Task.sleep(for: pause * Double.random(in: 0.5...1))
                pause = min(pause * 2, longest)
            }
        }
    }
}
