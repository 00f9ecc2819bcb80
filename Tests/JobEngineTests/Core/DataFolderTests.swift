import Foundation
import Testing

@testable import JobEngine

@Suite struct DataFolderTests {
    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "drover-folder-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }

    @Test func oneServerUsesAFolderAtATime() async throws {
        try await withFolder { folder in
            let first = try await JobEngine.open(dataDirectory: folder)
            await #expect(throws: DataFolderError.inUse(path: folder)) {
                _ = try await JobEngine.open(dataDirectory: folder)
            }
            try await first.close()
            try await JobEngine.open(dataDirectory: folder).close()
        }
    }

    @Test func aLostKeyIsNotReplaced() async throws {
        try await withFolder { folder in
            try await JobEngine.open(dataDirectory: folder).close()
            let key = folder + "/secret.key"
            try FileManager.default.removeItem(atPath: key)
            await #expect(throws: VaultError.keyMissing(path: key)) {
                _ = try await JobEngine.open(dataDirectory: folder)
            }
            #expect(!FileManager.default.fileExists(atPath: key))
        }
    }

    @Test func aPathThatCannotBeAFolderIsNamed() async throws {
        await #expect(throws: DataFolderError.self) {
            _ = try await JobEngine.open(dataDirectory: "/dev/null/data")
        }
    }
}
