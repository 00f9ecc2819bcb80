import FoundationEssentials
import JSONSupport
import Testing

@testable import drover

@Suite struct OperationTests {
    @Test func filesComeBackAsTheyWent() async throws {
        try await ServerFixture.with { fixture in
            let source = fixture.example("access.log.1")
            let stored = try JSON.parse(try await fixture.drover("files", "put", source, "--output", "json").output)
            #expect(stored["media_type"] == "text/plain")
            let copy = fixture.folder + "/copy"
            #expect(try await fixture.drover("files", "get", "1", "--out", copy).status == 0)
            #expect(FileManager.default.contentsEqual(atPath: source, andPath: copy))
            let list = try await fixture.drover("files", "list")
            #expect(list.output.contains("access.log.1"))
        }
    }

    @Test func usersAndKeysOpenWhatTheyShould() async throws {
        try await ServerFixture.with { fixture in
            #expect(try await fixture.drover("user", "add", "viewer", "--ask", input: "first-password\n").status == 0)
            #expect(try await fixture.drover("user", "passwd", "viewer", input: "second-password\n").status == 0)
            var viewer = fixture.drover
            viewer.environment["DROVER_USER"] = "viewer"
            viewer.environment["DROVER_PASSWORD"] = "second-password"
            #expect(try await viewer("jobs", "list").status == 0)
            #expect(try await viewer("nodes", "pause", "1").status == 4)
            let made = try JSON.parse(try await viewer("user", "key", "viewer", "--output", "json").output)
            var keyed = Program(environment: ["DROVER_SERVER": fixture.server.settings.server])
            keyed.environment["DROVER_KEY"] = try #require(made["key"]?.stringValue)
            #expect(try await keyed("types", "list").status == 0)
            let id = try #require(made["id"]?.intValue)
            #expect(try await viewer("user", "revoke", String(id)).status == 0)
            #expect(try await keyed("types", "list").status == 4)
        }
    }

    @Test func aBackupOfARunningServerIsADataFolder() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.addExampleTypes()
            let submitted = try await fixture.drover(
                "submit", "csv-summary", "--input", "TABLE=\(fixture.example("sales.csv"))", "--follow"
            )
            try #require(submitted.status == 0)
            let backup = fixture.folder + "/backup"
            let made = try await fixture.drover("backup", "--data", fixture.folder + "/data", backup)
            #expect(made.status == 0, "\(made.errors)")
            #expect(try await fixture.drover("backup", "--data", fixture.folder + "/data", backup).status == 6)
            try await Self.checkRestored(backup, fixture)
        }
    }

    private static func checkRestored(_ backup: String, _ fixture: ServerFixture) async throws {
        try await LocalServer.run(
            dataDirectory: backup, logPath: fixture.folder + "/restored.log", executable: Program.executable
        ) { server in
            var drover = fixture.drover
            drover.environment["DROVER_SERVER"] = server.settings.server
            let job = try JSON.parse(try await drover("jobs", "show", "1", "--output", "json").output)
            #expect(job["phase"] == "completed")
            let file = try #require(job["output"]?["files"]?["COLUMNS"]?.arrayValue?.first?["id"]?.intValue)
            let content = try await drover("files", "get", String(file), "--out", "-")
            #expect(content.output.hasPrefix("column,filled,empty"))
        }
    }

    @Test func aMissingContentIsToldByTheBackup() async throws {
        try await ServerFixture.with { fixture in
            _ = try await fixture.drover("files", "put", fixture.example("sales.csv"))
            try FileManager.default.removeItem(atPath: fixture.folder + "/data/blobs/sha256")
            let made = try await fixture.drover("backup", "--data", fixture.folder + "/data", fixture.folder + "/backup")
            #expect(made.status == 1)
            #expect(made.errors.contains("1 file that the database refers to"))
        }
    }

    @Test func theDemonstrationLeavesNothingBehind() async throws {
        let folder = FileManager.default.temporaryDirectory.path() + "/drover-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let outcome = try await Program(environment: ["TMPDIR": folder])(
            "demo", "--examples", Program.project + "/Examples"
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("requests               3000"))
        #expect(outcome.errors.contains("malformed-row (DATA)"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
    }
}
