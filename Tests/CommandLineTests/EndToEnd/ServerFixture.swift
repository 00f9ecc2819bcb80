import FoundationEssentials
import Testing

@testable import drover

/// A server with a worker of its own, in a folder of its own, for one test.
struct ServerFixture: Sendable {
    let folder: String
    let server: LocalServer
    /// The program with the server's address and an administrator's password.
    let drover: Program

    static func with<Value: Sendable>(_ body: (ServerFixture) async throws -> Value) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory.path() + "/drover-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try await LocalServer.run(
            dataDirectory: folder + "/data",
            arguments: ["--worker", "--images", Program.project + "/Examples/job-types"],
            logPath: folder + "/server.log", executable: Program.executable
        ) { server in
            try await body(ServerFixture(folder: folder, server: server, drover: program(for: server)))
        }
    }

    private static func program(for server: LocalServer) -> Program {
        guard case .password(let user, let password) = server.settings.credentials else { return Program() }
        return Program(environment: [
            "DROVER_SERVER": server.settings.server, "DROVER_USER": user, "DROVER_PASSWORD": password,
        ])
    }

    func addExampleTypes() async throws {
        for name in ["log-report", "csv-summary"] {
            let added = try await drover("types", "add", "\(Program.project)/Examples/job-types/\(name)", "--image", name)
            try #require(added.status == 0, "\(added.errors)")
        }
    }

    func example(_ name: String) -> String {
        "\(Program.project)/Examples/data/\(name)"
    }
}
