import NIOPosix

extension NIOThreadPool {
    /// Runs blocking work on the pool and waits for its result.
    ///
    /// Unlike `runIfActive` a cancelled caller does not make the pool skip the work: what opens a file has always told
    /// its owner, and what cleans up always runs.
    /// - Throws: what `body` throws, or `BlobError.stopped` when the pool was shut down.
    func run<Value: Sendable>(
        _ body: @escaping @Sendable () throws(BlobError) -> Value
    ) async throws(BlobError) -> Value {
        let result: Result<Value, BlobError> = await withCheckedContinuation { continuation in
            submit { state in
                switch state {
                case .active: continuation.resume(returning: Result(catching: body))
                case .cancelled: continuation.resume(returning: .failure(.stopped))
                }
            }
        }
        return try result.get()
    }

    /// Runs work that must not be left out: on the pool, or on the calling thread when the pool was shut down.
    func runRegardless(_ body: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            submit { _ in
                body()
                continuation.resume()
            }
        }
    }
}
