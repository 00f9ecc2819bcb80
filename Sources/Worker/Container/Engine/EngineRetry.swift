/// What has to succeed in the end, such as removing a container.
enum EngineRetry {
    /// Tries again when the engine cannot be reached, as while it is restarted, or fails itself, as when a process takes
    /// long to die. What it refuses is final.
    static func persistently<Value: Sendable>(_ request: () async throws -> Value) async throws -> Value {
        try await Retry.whileUseful(attempts: 8) {
            do {
                return try await request()
            } catch let error as EngineError {
                guard case .refused(let status, let message) = error else { throw error }
                throw ServerRefusal(status: status, detail: message)
            }
        }
    }
}
