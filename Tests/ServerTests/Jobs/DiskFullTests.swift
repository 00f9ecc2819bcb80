import DroverServer
import Foundation
import JSONSupport
import Testing

/// A disk that is full: writes say so, reads go on, and nothing that was acknowledged is gone.
@Suite struct DiskFullTests {
    @Test func writesAreRefusedAndReadsGoOn() async throws {
        let disk = NSTemporaryDirectory() + "drover-disk-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: disk) }
        guard try Self.run("/bin/mount", ["-t", "tmpfs", "-o", "size=12m", "tmpfs", disk]) == 0 else {
            Issue.record("a small disk could not be mounted; this test needs root")
            return
        }
        defer { _ = try? Self.run("/bin/umount", ["-l", disk]) }
        try await TestServer.run({ $0.dataDirectory = disk + "/data" }) { server in
            _ = try await server.send(.POST, "/v6/job-types/", Manifests.image(Manifests.named("fill")))
            let text = String(repeating: "x", count: 2_000)
            let job: JSON = ["job_type": "fill", "description": .string(text)]
            let bulk: JSON = ["jobs": .array(Array(repeating: job, count: 500))]
            var acknowledged: Int64 = 0
            var refusal = 0
            for _ in 0..<40 {
                let answer = try await server.send(.POST, "/api/jobs", bulk)
                guard answer.status == 201 else {
                    refusal = answer.status
                    break
                }
                acknowledged += 500
            }
            #expect([503, 507].contains(refusal), "a full disk was answered \(refusal)")
            #expect(try await server.send(.GET, "/api/jobs/counts").json()["queued"] == .int(acknowledged))
            #expect(try await server.send(.GET, "/v6/job-types/fill/1.0.0/").status == 200)
            try Self.fill(disk)
            // Short enough to be read to its end although it is refused: the client sees the answer for certain.
            let upload = try await server.send(.POST, "/api/files?name=late", bytes: Array(repeating: 1, count: 60_000))
            #expect([503, 507].contains(upload.status), "an upload to a full disk was answered \(upload.status)")
        }
    }

    /// Takes what the database could not use.
    private static func fill(_ disk: String) throws {
        let path = disk + "/filler"
        try Data().write(to: URL(filePath: path))
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        let block = Data(repeating: 1, count: 4096)
        while (try? file.write(contentsOf: block)) != nil {}
    }

    private static func run(_ program: String, _ arguments: [String]) throws -> Int32 {
        let process = try Process.run(URL(filePath: program), arguments: arguments)
        process.waitUntilExit()
        return process.terminationStatus
    }
}
