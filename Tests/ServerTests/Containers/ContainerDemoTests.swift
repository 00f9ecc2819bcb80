import Foundation
import Testing

/// The demonstration where an engine answers.
@Suite(.disabled(if: TestEngine.isSkipped), .serialized) struct ContainerDemoTests {
    private static let examples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Examples").path()

    @Test func theExamplesRunInContainers() async throws {
        try await TestEngine.run { engine in
            let before = try await engine.podman("images", "--quiet")
            let shown = try await TestProcess.output(
                ServerProcess.executable.path(), ["demo", "--examples", Self.examples],
                ["DOCKER_HOST": "unix://\(engine.socket)", "PATH": "/usr/bin:/bin", "HOME": engine.folder, "TMPDIR": engine.folder,
                 "LD_LIBRARY_PATH": ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"] ?? ""]
            )
            #expect(shown.contains("Jobs run as containers of Podman Engine"), "\(shown)")
            #expect(shown.contains("requests               3000"), "\(shown)")
            #expect(shown.contains("malformed-row (DATA)"), "\(shown)")
            #expect(try await engine.containers() == [])
            #expect(try await engine.podman("images", "--quiet") == before)
        }
    }
}
