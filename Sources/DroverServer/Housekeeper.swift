import JobEngine
import Logging
import ServiceLifecycle

/// What has to be done now and then: taking back expired leases, and removing what is past its time.
struct Housekeeper: Service {
    /// Leases are looked at this often; a dead worker's job waits no longer than this after its lease.
    private static let leaseInterval = Duration.seconds(1)
    private static let loadInterval = Duration.seconds(60)
    private static let retentionInterval = Duration.seconds(3_600)

    let engine: JobEngine
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await every(Self.leaseInterval, "lease") { try await reap() } }
                group.addTask { await every(Self.leaseInterval, "nodes") { try await engine.flushNodeSightings() } }
                group.addTask { await every(Self.loadInterval, "load") { try await engine.sampleLoad() } }
                group.addTask { await every(Self.retentionInterval, "retention") { try await engine.removeOutdated() } }
            }
        }
        // This service ends before the server does, which then need not wait for requests that wait themselves.
        engine.signals.stop()
    }

    private func reap() async throws {
        while try await engine.reapExpiredLeases() > 0 {}
    }

    /// A failure is logged and tried again at the next turn: the database may be full for a while.
    private func every(_ interval: Duration, _ name: String, _ work: () async throws -> Void) async {
        while !Task.isCancelled {
            do {
                try await work()
            } catch {
                logger.error("housekeeping failed", metadata: ["task": "\(name)", "error": "\(error)"])
            }
            try? await Task.sleep(for: interval)
        }
    }
}
