import FoundationEssentials
import Subprocess
import SystemPackage
import Testing

@testable import drover

@Suite("A server of another process", .timeLimit(.minutes(1))) struct InputEndTests {
    @Test("It stops cleanly when the pipe from its parent is closed")
    func stopsWithItsInput() async throws {
        let folder = FileManager.default.temporaryDirectory.path() + "/drover-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let result = try await Subprocess.run(
            .path(FilePath(Program.executable)),
            arguments: ["serve", "--data", folder + "/data", "--port", "0", "--until-input-ends"],
            environment: Program().variables, input: .inputWriter, output: .sequence, error: .discarded
        ) { execution in
            var served = 0
            for try await line in execution.standardOutput.strings() where ServingLine.address(in: line) != nil {
                served += 1
                try await execution.standardInputWriter.finish()
            }
            return served
        }
        #expect(result.closureResult == 1)
        #expect(result.terminationStatus.exitStatus == 0)
    }
}
