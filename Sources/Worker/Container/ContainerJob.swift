import AsyncHTTPClient
import JSONSupport
import Logging
import NIOCore
import SystemPackage

/// A job's container.
struct ContainerJob: PreparedJob {
    let id: String
    let order: JobOrder
    let volumes: [String]
    let gpus: [Int]
    let engine: ContainerEngine
    let devices: GPUDevices
    let logger: Logger

    var outputFolder: String { ContainerMounts.paths.outputs }

    func run(limit: Duration?, grace: Duration) async throws -> JobEnd {
        let watch: MemoryWatch?
        let output: Task<Void, any Error>
        do {
            let stream = try await engine.attach(id)
            output = Task { [folder = order.folder] in try await ContainerOutput.copy(stream, to: folder) }
            // Podman makes the process, and with it the control group, when it attaches; Docker tells by itself.
            let process = try await engine.container(id).process
            watch = try await BlockingCalls.run { [id] in process.flatMap { MemoryWatch(process: $0, container: id) } }
            try await engine.startContainer(id)
        } catch {
            throw ContainerRunner.launchFailure(error)
        }
        let code = try await waitForEnd(limit: limit, grace: grace)
        await finish(output)
        return await end(code, watch)
    }

    func discard() async {
        // In a task of its own, which nobody cancels: a container that stays goes on.
        await Task { [id, volumes, engine, logger] in
            do {
                try await EngineRetry.persistently { try await engine.removeContainer(id) }
            } catch {
                logger.error("container not removed", metadata: ["container": "\(id)", "error": "\(error)"])
            }
            await Self.remove(volumes: volumes, from: engine, logger: logger)
        }.value
        devices.giveBack(gpus)
    }

    static func remove(volumes: [String], from engine: ContainerEngine, logger: Logger) async {
        for volume in volumes {
            do {
                try await EngineRetry.persistently { try await engine.removeVolume(volume) }
            } catch {
                logger.error("volume not removed", metadata: ["volume": "\(volume)", "error": "\(error)"])
            }
        }
    }

    /// - Returns: the exit code; nil where the container is gone, or its engine.
    private func waitForEnd(limit: Duration?, grace: Duration) async throws -> Int64? {
        try await withThrowingTaskGroup(of: Int64?.self) { group in
            group.addTask { await self.exitCode() }
            group.addTask {
                try await self.order.control.waitUntilDue(limit: limit)
                try? await self.engine.killContainer(self.id, signal: "SIGTERM")
                try await Task.sleep(for: grace)
                try? await EngineRetry.persistently { try await self.engine.killContainer(self.id, signal: "SIGKILL") }
                // An engine that hangs must not hold the worker.
                try await Task.sleep(for: .seconds(30))
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }

    private func exitCode() async -> Int64? {
        try? await EngineRetry.persistently { try await engine.waitForContainer(id) }
    }

    private func end(_ code: Int64?, _ watch: MemoryWatch?) async -> JobEnd {
        guard let code else { return .endedFromOutside(nil) }
        guard code != 0, order.control.interruption == nil else { return .exited(code) }
        let isKilled = code == 137
        if (try? await engine.container(id).isOutOfMemory) == true { return .outOfMemory(code) }
        if let watch, await watch.hasReachedLimit(waiting: isKilled) { return .outOfMemory(code) }
        // Nothing inside can kill a container's first process, so it was somebody outside; unless a job says 137 itself.
        return isKilled ? .endedFromOutside(code) : .exited(code)
    }

    /// The streams end with the container. What then still is on its way gets some time.
    private func finish(_ output: Task<Void, any Error>) async {
        let patience = Task {
            try await Task.sleep(for: .seconds(10))
            output.cancel()
        }
        if case .failure(let error) = await output.result {
            logger.warning("output broken off", metadata: ["container": "\(id)", "error": "\(error)"])
        }
        patience.cancel()
    }
}
