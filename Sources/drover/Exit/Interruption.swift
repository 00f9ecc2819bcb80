import UnixSignals

/// Ctrl-C or SIGTERM while a command was waiting.
struct Interrupted: Error {}

/// Runs `body` until it is done or somebody interrupts the process.
/// - Throws: `Interrupted`, after `body` was cancelled and has come to its end, or what `body` throws.
func untilInterrupted<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
    let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
    return try await withThrowingTaskGroup(of: Value.self) { group in
        group.addTask { try await body() }
        group.addTask {
            for await _ in signals { throw Interrupted() }
            // The sequence ends without a signal only when this task is cancelled, because the work is done.
            throw CancellationError()
        }
        defer { group.cancelAll() }
        guard let value = try await group.next() else { throw CancellationError() }
        return value
    }
}
