import JSONSupport
import JobModel
import Logging
import NIOCore
import ServiceLifecycle
import WorkerProtocol

/// A worker between its registration and its end.
struct WorkerSession: Sendable {
    /// How many seconds one claim waits at the server for work.
    private static let claimWait: Int64 = 20
    /// The same while jobs run here: the server knows what was free when the claim began, and one of them may end.
    private static let busyClaimWait: Int64 = 1

    let registration: Registration
    let incarnation: String
    let connection: ServerConnection
    let configuration: WorkerConfiguration
    let runner: any JobRunner
    let logger: Logger
    private let running: RunningExecutions

    init(
        registration: Registration, incarnation: String, connection: ServerConnection,
        configuration: WorkerConfiguration, runner: any JobRunner, logger: Logger
    ) {
        self.registration = registration
        self.incarnation = incarnation
        self.connection = connection
        self.configuration = configuration
        self.runner = runner
        self.logger = logger
        running = RunningExecutions(free: configuration.resources, maximum: configuration.maximumJobs)
    }

    /// Claims and runs until the process shuts down. Returns when everything that ran is reported or given back.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await beat() }
            await withGracefulShutdownHandler {
                await withDiscardingTaskGroup { runs in
                    while let room = await running.waitForRoom() {
                        for work in await claim(room) { start(work, in: &runs) }
                    }
                }
            } onGracefulShutdown: {
                running.stop()
            }
            group.cancelAll()
        }
    }

    private func start(_ work: ClaimedWork, in runs: inout DiscardingTaskGroup) {
        let control = running.add(work.execution, taking: work.resources)
        let run = ExecutionRun(
            work: work, connection: connection, configuration: configuration, runner: runner, control: control,
            logger: logger
        )
        runs.addTask {
            await run.run()
            running.remove(work.execution, givingBack: work.resources)
        }
    }

    /// Asks for work. A failure is nothing to stop for: the next claim may find the server again.
    private func claim(_ room: RunningExecutions.Room) async -> [ClaimedWork] {
        let wait = running.progress.isEmpty ? Self.claimWait : Self.busyClaimWait
        do {
            return try await cancelWhenGracefulShutdown {
                let answer = try await connection.post(
                    WorkerPaths.claim(node: registration.node),
                    [
                        "incarnation": .string(incarnation), "max": .int(Int64(min(room.count, 1_000))),
                        "wait_seconds": .int(wait), "free": JSON(room.free),
                    ],
                    patience: .seconds(wait + 30)
                )
                return try ClaimReply(answer).executions
            }
        } catch {
            if !Task.isShuttingDownGracefully, !Task.isCancelled {
                logger.warning("claim failed", metadata: ["error": "\(error)"])
                try? await Task.sleep(for: .seconds(1))
            }
            return []
        }
    }

    /// Renews the leases. Where the server cannot be reached until they have run out, everything is ended: another node
    /// may be running it by then.
    private func beat() async {
        var renewed = ContinuousClock.now
        while !Task.isCancelled {
            try? await Task.sleep(for: min(registration.heartbeat, registration.lease / 3))
            let sent = ContinuousClock.now
            do {
                try await renew()
                renewed = sent
            } catch let refusal as ServerRefusal where refusal.status == 409 {
                logger.error("a newer run of this worker has taken over", metadata: ["detail": "\(refusal.detail)"])
                running.loseAll()
            } catch {
                guard !Task.isCancelled else { return }
                logger.warning("heartbeat failed", metadata: ["error": "\(error)"])
                if ContinuousClock.now - renewed > registration.lease { running.loseAll() }
            }
        }
    }

    private func renew() async throws {
        let executions = running.progress.map { entry -> JSON in
            var object: JSONObject = ["id": .int(entry.execution)]
            object["progress"] = entry.progress.map { .double($0) }
            return .object(object)
        }
        let reply = HeartbeatReply(try await connection.post(
            WorkerPaths.heartbeat(node: registration.node),
            ["incarnation": .string(incarnation), "executions": .array(executions)],
            patience: .seconds(5)
        ))
        for execution in reply.cancel { running.interrupt(execution, .canceled) }
        for execution in reply.lost { running.interrupt(execution, .lost) }
    }
}
