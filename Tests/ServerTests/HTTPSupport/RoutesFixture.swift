import FoundationEssentials
import HTTPSupport
import Hummingbird
import JobEngine
import Logging
import ServiceLifecycle

/// A real server with the routes that a test gives it, the staff user `admin`, the user `bob` and a worker's key.
struct RoutesFixture {
    static let password = "correct horse"
    static let adminHeader = "Authorization: Basic YWRtaW46Y29ycmVjdCBob3JzZQ=="
    static let bobHeader = "Authorization: Basic Ym9iOmNvcnJlY3QgaG9yc2U="

    let port: Int
    let workerHeader: String
    /// Tells the server to stop, as a signal does to the process.
    let stop: @Sendable () async -> Void

    static func run(
        _ settings: HTTPSettings = HTTPSettings(), webSockets: WebSocketSettings = WebSocketSettings(),
        routes: (inout RouteTable, JobEngine) -> Void,
        _ body: @escaping @Sendable (RoutesFixture) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "drover-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let engine = try await JobEngine.open(dataDirectory: folder)
        let admin = try await engine.createUser(NewUser(username: "admin", password: password, isStaff: true))
        _ = try await engine.createUser(NewUser(username: "bob", password: password))
        let key = try await engine.createKey(for: admin.id, name: "test", role: .worker)
        var table = RouteTable(engine: engine, settings: settings)
        table.use(ScaleErrors(), below: "/v6")
        table.use(UFDLErrors(), below: "/v1")
        routes(&table, engine)
        try await serve(table, webSockets) { port, stop in
            let workerHeader = "Authorization: Token \(key.text)"
            try await body(RoutesFixture(port: port, workerHeader: workerHeader, stop: stop))
        }
        try await engine.close()
    }

    private static func serve(
        _ table: RouteTable, _ webSockets: WebSocketSettings,
        _ body: @escaping @Sendable (Int, @escaping @Sendable () async -> Void) async throws -> Void
    ) async throws {
        let (ports, port) = AsyncStream<Int>.makeStream()
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let application = Application(
            router: table, server: .http1WithWebSockets(webSockets),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { port.yield($0.localAddress?.port ?? 0) },
            logger: logger
        )
        let services = ServiceGroup(configuration: ServiceGroupConfiguration(services: [application], logger: logger))
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await services.run()
                return false
            }
            group.addTask {
                for await port in ports {
                    try await body(port, services.triggerGracefulShutdown)
                    break
                }
                return true
            }
            // The server may stop first, when the test tells it to.
            for try await isBody in group where isBody { break }
            group.cancelAll()
        }
    }

    /// Makes one request on a connection of its own.
    func answer(_ line: String, _ headers: String..., body: String = "") async throws -> RawAnswer {
        try await RawConnection.open(port: port) { connection in
            let length = body.isEmpty ? [] : ["Content-Length: \(body.utf8.count)"]
            let head = ["\(line) HTTP/1.1", "Host: example.org:81"] + headers + length
            try await connection.send(head.joined(separator: "\n") + "\n\n" + body)
            return try await connection.answer(isHead: line.hasPrefix("HEAD "))
        }
    }
}
