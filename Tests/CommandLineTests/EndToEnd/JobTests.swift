import FoundationEssentials
import JSONSupport
import Subprocess
import SystemPackage
import Testing

@testable import drover

@Suite struct JobCommandTests {
    @Test func aFollowedJobShowsItsLogAndLeavesItsOutputs() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.addExampleTypes()
            let results = fixture.folder + "/results"
            let outcome = try await fixture.drover(
                "submit", "csv-summary", "--input", "TABLE=\(fixture.example("sales.csv"))",
                "--json", "GROUP_BY=region", "--json", "TOTAL_OF=amount", "--out", results
            )
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.output.contains("800 rows of 7 columns are complete\n"))
            #expect(outcome.output.contains("ROW_COUNT = 800"))
            let totals = try String(contentsOfFile: results + "/totals.csv", encoding: .utf8)
            #expect(totals.contains("\"West\",188,209059.46\n"))
            let values = try JSON.parse(String(contentsOfFile: results + "/outputs.json", encoding: .utf8))
            #expect(values["ROW_COUNT"] == 800)
            #expect(try FileManager.default.contentsOfDirectory(atPath: results).allSatisfy { !$0.hasSuffix(".part") })
        }
    }

    @Test func aFailureIsToldWithTheManifestsErrorAndExitsOne() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.addExampleTypes()
            let outcome = try await fixture.drover(
                "submit", "csv-summary", "--input", "TABLE=\(fixture.example("sales-broken.csv"))", "--follow",
                "--output", "json"
            )
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("malformed-row (DATA)"))
            let job = try JSON.parse(outcome.output)
            #expect(job["phase"] == "failed")
            #expect(job["exit_code"] == 20)
            let log = try await fixture.drover("logs", "1", "--stream", "stderr")
            #expect(log.output == "line 317 has 5 fields, the header has 7\n")
        }
    }

    @Test func interruptingTheWatcherLeavesTheJobRunning() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.addExampleTypes()
            let watcher = try await watch(fixture)
            #expect(watcher.status == 130)
            #expect(watcher.errors.contains("Come back with: drover jobs follow 1"))
            let job = try JSON.parse(try await fixture.drover("jobs", "show", "1", "--output", "json").output)
            #expect(job["phase"] == "running")
            #expect(try await fixture.drover("jobs", "cancel", "1").output == "job 1 is canceled\n")
        }
    }

    /// Follows a long job and interrupts that as soon as its log appears.
    private func watch(_ fixture: ServerFixture) async throws -> Program.Outcome {
        let result = try await Subprocess.run(
            .path(FilePath(Program.executable)),
            arguments: [
                "submit", "log-report", "--input", "ACCESS_LOGS=\(fixture.example("access.log"))",
                "--json", "STEP_SECONDS=60", "--follow",
            ],
            environment: fixture.drover.variables, input: .none, output: .sequence, error: .string(limit: 1 << 20)
        ) { execution in
            for try await _ in execution.standardOutput {
                try execution.send(signal: .interrupt)
                break
            }
        }
        return Program.Outcome(
            status: result.terminationStatus.exitStatus, output: "", errors: result.standardError
        )
    }

    @Test func aRepeatedKeyMakesOneJob() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.addExampleTypes()
            let stored = try await fixture.drover("files", "put", fixture.example("access.log"), "--output", "json")
            let file = try #require(try JSON.parse(stored.output)["id"]?.intValue)
            func submit(_ top: Int) async throws -> Program.Outcome {
                try await fixture.drover(
                    "submit", "log-report", "--input", "ACCESS_LOGS=file:\(file)", "--json", "TOP=\(top)",
                    "--idempotency-key", "nightly", "--output", "json"
                )
            }
            let first = try JSON.parse(try await submit(3).output)
            let second = try JSON.parse(try await submit(3).output)
            #expect(first["id"] == second["id"])
            #expect(try await submit(4).status == 6)
        }
    }

    @Test func aPausedTypeIsToldAsTheReasonForWaiting() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.addExampleTypes()
            #expect(try await fixture.drover("types", "pause", "csv-summary").status == 0)
            _ = try await fixture.drover("submit", "csv-summary", "--input", "TABLE=\(fixture.example("sales.csv"))")
            let why = try await fixture.drover("jobs", "why", "1")
            #expect(why.output.contains("drover types resume csv-summary 1.0.0"))
            #expect(try await fixture.drover("types", "resume", "csv-summary").status == 0)
            #expect(try await fixture.drover("jobs", "follow", "1").status == 0)
        }
    }
}
