import AsyncHTTPClient
import FoundationEssentials
import JSONSupport
import JobModel
import Logging
import NIOCore
import ServiceLifecycle
import WorkerProtocol

/// A worker: it registers, claims work that fits, runs it and keeps its leases alive (docs/worker-protocol.md).
package struct WorkerService: Service {
    private let configuration: WorkerConfiguration
    private let logger: Logger

    package init(configuration: WorkerConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
    }

    /// Works until the process shuts down, then ends its jobs and gives them back.
    /// - Throws: when the server refuses the worker's key, or the work folder cannot be made.
    package func run() async throws {
        try FileManager.default.createDirectory(
            atPath: configuration.work, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700]
        )
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: Self.clientConfiguration)
        let connection = ServerConnection(server: configuration.server, key: configuration.key, client: client)
        do {
            try await work(connection)
        } catch is CancellationError {
            logger.info("worker stopped")
        } catch {
            try await client.shutdown()
            throw error
        }
        try await client.shutdown()
    }

    /// A long poll of every job besides its log and outputs must not wait for a free connection.
    private static var clientConfiguration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
        configuration.timeout.connect = .seconds(5)
        return configuration
    }

    private func work(_ connection: ServerConnection) async throws {
        guard case .container(let settings) = configuration.runner else {
            return try await serve(connection) { _ in ProcessRunner(images: configuration.images) }
        }
        guard ContainerMounts.isPlain(configuration.work) else {
            throw EngineError.failed("the work folder \(configuration.work) may have no comma, colon or quote in its path")
        }
        // An engine that does not answer, or credentials that cannot be read, end the worker before it takes any job.
        let credentials = try await BlockingCalls.run {
            try settings.credentials.map { try RegistryCredentials(path: $0) } ?? RegistryCredentials()
        }
        try await ContainerEngine.with(socket: try await EngineSocket.find(settings.socket)) { engine in
            logger.info("containers", metadata: ["engine": "\(engine.name)", "socket": "\(engine.socket)"])
            let user = try await ContainerUser(wanted: settings.user, engine: engine)
            try await serve(connection) { incarnation in
                let identity = ContainerIdentity(
                    hostname: configuration.hostname, server: configuration.server, incarnation: incarnation
                )
                await identity.removeOrphans(from: engine, logger: logger)
                return ContainerRunner(
                    engine: engine, settings: settings, credentials: credentials, identity: identity, user: user,
                    devices: GPUDevices(count: Int(WholeAmount.of(configuration.resources["gpus"]))), logger: logger
                )
            }
        }
    }

    /// - Parameter makeRunner: called once the worker is registered.
    private func serve(_ connection: ServerConnection, _ makeRunner: (String) async -> any JobRunner) async throws {
        let incarnation = UUID().uuidString.lowercased()
        let registered = try await cancelWhenGracefulShutdown {
            try await register(incarnation, connection)
        }
        logger.info("registered", metadata: ["node": "\(registered.node)"])
        let session = WorkerSession(
            registration: registered, incarnation: incarnation, connection: connection, configuration: configuration,
            runner: await makeRunner(incarnation), logger: logger
        )
        await session.run()
    }

    private func register(_ incarnation: String, _ connection: ServerConnection) async throws -> Registration {
        try await Retry.whileUseful {
            try Registration(try await connection.post(WorkerPaths.register, [
                "hostname": .string(configuration.hostname),
                "incarnation": .string(incarnation),
                "version": "1",
                "resources": JSON(configuration.resources),
            ]))
        }
    }
}
