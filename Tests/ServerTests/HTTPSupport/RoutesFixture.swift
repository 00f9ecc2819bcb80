import FoundationEssentials
import HTTPSupport
import Hummingbird
import JobEngine
import Logging

/// A real server with the routes that a test gives it, the staff user `admin`, the user `bob` and a worker's key.
struct RoutesFixture {
    static let password = "correct horse"
    static let adminHeader = "Authorization: Basic YWRtaW46Y29ycmVjdCBob3JzZQ=="
    static let bobHeader = "Authorization: Basic Ym9iOmNvcnJlY3QgaG9yc2U="

    let port: Int
    let workerHeader: String

    static func run(
        _ settings: HTTPSettings = HTTPSettings(), routes: (inout RouteTable, JobEngine) -> Void,
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
        try await serve(table) { port in
            try await body(RoutesFixture(port: port, workerHeader: "Authorization: Token \(key.text)"))
        }
        try await engine.close()
    }

    private static func serve(
        _ table: RouteTable, _ body: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        let (ports, port) = AsyncStream<Int>.makeStream()
        let application = Application(
            router: table, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { port.yield($0.localAddress?.port ?? 0) },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            group.addTask {
                for await port in ports { return try await body(port) }
            }
            try await group.next()
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
