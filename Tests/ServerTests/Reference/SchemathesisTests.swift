import Foundation
import JSONSupport
import Subprocess
import SystemPackage
import Testing

/// A live server under requests that schemathesis makes up from `/openapi.json`: whatever is sent, nothing is a fault of the
/// server, and every answer is as described.
@Suite struct SchemathesisTests {
    private static let checks = [
        "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
        "response_schema_conformance", "unsupported_method", "allow_header_conformance",
    ]
    /// An answer without an end, and what could lock the tester out.
    private static let left = ["get_api_events", "put_v1_users_pk", "patch_v1_users_pk", "delete_v1_users_pk"]

    @Test(.timeLimit(.minutes(15)))
    func everyAnswerIsAsDescribed() async throws {
        try await TestServer.run { server in
            try await ReferenceScene.fill(server)
            let build = ServerProcess.executable.deletingLastPathComponent().appending(path: "../..").standardizedFileURL
            let tool = build.appending(path: "schemathesis/bin/schemathesis").path
            try #require(FileManager.default.isExecutableFile(atPath: tool), "Run scripts/install-api-checker first.")
            var arguments = [
                "run", server.address + "/openapi.json", "--auth", "admin:\(TestServer.password)", "--seed", "1",
                "--phases", "examples,coverage,fuzzing", "--max-examples", "5", "--checks", Self.checks.joined(separator: ","),
                "--request-timeout", "30", "--warnings", "off", "--continue-on-failure", "--no-color",
            ]
            for operation in Self.left { arguments += ["--exclude-operation-id", operation] }
            let result = try await Subprocess.run(
                .path(FilePath(tool)), arguments: Arguments(arguments),
                workingDirectory: FilePath(server.folder), output: .string(limit: 8 << 20), error: .combinedWithOutput
            )
            let report = result.standardOutput
            try report.write(to: build.appending(path: "schemathesis.log"), atomically: true, encoding: .utf8)
            #expect(result.terminationStatus.isSuccess, "\(report.suffix(20_000))")
            #expect(report.contains("No issues found"), "\(report.suffix(2_000))")
            #expect(try await server.send(.GET, "/api/whoami").status == 200)
        }
    }
}
