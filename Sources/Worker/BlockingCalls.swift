import NIOPosix

/// Where blocking calls go: never on the cooperative pool, which has one thread for each core.
enum BlockingCalls {
    static func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await NIOThreadPool.singleton.runIfActive(work)
    }
}
