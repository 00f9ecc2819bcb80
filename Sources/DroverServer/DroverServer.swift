import Dashboard
import HTTPSupport
import Hummingbird
import JobEngine
import Logging
import NIOCore
import NativeAPI
import ScaleAPI
import ServiceLifecycle
import UFDLAPI
import UnixSignals

/// The whole server: the engine on its data folder, every dialect, and the housekeeper.
package enum DroverServer {
    /// What every answer of `/api/version` says.
    package static let version = "0.1.0"

    /// Serves until the surrounding task is cancelled or the process is told to stop.
    /// - Parameter services: what runs beside the server and stops before it, such as a worker in the same process; made
    ///   once the engine is open.
    /// - Throws: when the data folder cannot be used or the port is taken.
    package static func run(
        _ options: ServerOptions,
        services: @Sendable (JobEngine) async throws -> [any Service] = { _ in [] }
    ) async throws {
        var settings = options.engine
        // Notifications of the kind "print" are lines of standard output, as in the original (ufdl.md §10).
        settings.announce = { print($0) }
        settings.sendsMail = options.mail != nil
        settings.news = JobLog(options.logger).listener
        let engine = try await JobEngine.open(dataDirectory: options.dataDirectory, settings: settings)
        try await announceAdministrator(engine, options)
        let application = application(engine: engine, options)
        let all: [any Service] = [
            application, MailDispatcher(engine: engine, settings: options.mail, logger: options.logger),
            Housekeeper(engine: engine, logger: options.logger),
        ] + (try await services(engine))
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: all.map { .init(service: $0) },
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: options.logger
            )
        )
        do {
            try await group.run()
        } catch {
            try await engine.close()
            throw error
        }
        try await engine.close()
    }

    /// The application that `run` serves; tests run the very same one.
    package static func application(
        engine: JobEngine, _ options: ServerOptions
    ) -> Application<RouteResponder> {
        Application(
            responder: routes(engine: engine, options).buildResponder(),
            server: .http1WithWebSockets(),
            configuration: ApplicationConfiguration(
                address: .hostname(options.host, port: options.port), serverName: "drover", backlog: 1_024
            ),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? options.port
                options.logger.info("serving", metadata: ["host": "\(options.host)", "port": "\(port)"])
                await options.whenServing?(port)
            },
            logger: options.logger
        )
    }

    /// The paths of all dialects, and the server's own.
    package static func routes(engine: JobEngine, _ options: ServerOptions) -> RouteTable {
        let telemetry = HTTPTelemetry()
        var table = RouteTable(
            engine: engine,
            settings: HTTPSettings(
                anonymousAccess: options.anonymous, prefix: options.prefix, trustsProxies: options.trustsProxies
            ),
            telemetry: telemetry
        )
        table.use(UFDLErrors(), below: "/v1")
        table.allowCrossOrigin(below: "/v1")
        AuthRoutes(engine: engine).register(in: &table)
        UFDLAPI(engine: engine).addRoutes(to: &table)
        for (release, root) in options.scaleRoots {
            ScaleAPI(engine: engine, release: release, root: root, serverVersion: version).addRoutes(to: &table)
        }
        NativeAPI(engine: engine).addRoutes(to: &table)
        Dashboard(engine: engine).addRoutes(to: &table)
        addServerRoutes(to: &table, engine: engine)
        MetricsRoute(engine: engine, http: telemetry).add(to: &table)
        APIReference.add(to: &table, options)
        return table
    }

    /// Makes the first staff user and prints a password that was made up, once: it is stored only as a hash.
    private static func announceAdministrator(_ engine: JobEngine, _ options: ServerOptions) async throws {
        let made = try await engine.bootstrapAdministrator(environmentPassword: options.administratorPassword)
        if let made {
            print("First start: log in as \(made.username) with the password \(made.password) (it is not shown again).")
        }
    }
}
