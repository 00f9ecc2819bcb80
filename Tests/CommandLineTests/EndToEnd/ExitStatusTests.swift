import FoundationEssentials
import JSONSupport
import Testing

@testable import drover

@Suite struct ExitStatusTests {
    @Test func helpAndVersionAreNoMistakes() async throws {
        let help = try await Program()("--help")
        #expect(help.status == 0)
        #expect(help.output.contains("EXIT STATUS"))
        #expect(try await Program()("--version").output == "0.1.0\n")
    }

    @Test(arguments: [["bogus"], ["submit"], ["jobs", "cancel"], ["jobs", "list", "--limit", "many"]])
    func mistakesOnTheCommandLineAreTwo(arguments: [String]) async throws {
        let outcome = try await Program().run(arguments)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("Usage:"))
    }

    @Test func everyCommandHasExamples() async throws {
        for command in ["serve", "worker", "backup", "validate", "submit", "logs", "demo", "bench"] {
            #expect(try await Program()(command, "--help").output.contains("EXAMPLES"), "\(command)")
        }
        for command in ["types add", "types show", "jobs list", "jobs follow", "files put", "nodes pause", "user key"] {
            let words = command.split(separator: " ").map(String.init)
            #expect(try await Program().run(words + ["--help"]).output.contains("EXAMPLES"), "\(command)")
        }
    }

    @Test func aServerThatIsNotThereIsThree() async throws {
        let outcome = try await Program()("jobs", "list", "--server", "http://127.0.0.1:1")
        #expect(outcome.status == 3)
        #expect(outcome.errors.contains("connection refused"))
        #expect(outcome.errors.contains("Set --server or DROVER_SERVER."))
    }

    @Test func validateTellsAllThatIsWrongWithoutAServer() async throws {
        let valid = try await Program()("validate", "\(Program.project)/Examples/job-types/log-report")
        #expect(valid.status == 0)
        let path = FileManager.default.temporaryDirectory.path() + "/drover-manifest-\(UUID().uuidString).json"
        try Data(#"{"seedVersion":"1.0.0","job":{"name":"a b"}}"#.utf8).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let invalid = try await Program()("validate", path, "--output", "json")
        #expect(invalid.status == 1)
        let report = try JSON.parse(invalid.output)
        #expect(report["is_valid"] == false)
        #expect(report["errors"]?.arrayValue?.count ?? 0 > 3)
    }

    @Test func theServersRefusalsHaveTheirNumbers() async throws {
        try await ServerFixture.with { fixture in
            var stranger = fixture.drover
            stranger.environment["DROVER_PASSWORD"] = "wrong"
            #expect(try await stranger("jobs", "list").status == 4)
            let missing = try await fixture.drover("jobs", "show", "999")
            #expect(missing.status == 5)
            #expect(missing.errors == "drover: there is no job 999\n")
            #expect(try await fixture.drover("types", "show", "nothing").status == 5)
            #expect(try await fixture.drover("jobs", "list", "--limit", "5000").status == 2)
            try await fixture.addExampleTypes()
            let job = try await fixture.drover(
                "submit", "csv-summary", "--input", "TABLE=\(fixture.example("sales.csv"))", "--follow"
            )
            #expect(job.status == 0, "\(job.errors)")
            #expect(try await fixture.drover("jobs", "cancel", "1").status == 6)
        }
    }
}
