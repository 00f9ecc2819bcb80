import DroverServer
import Foundation
import JSONSupport
import JobEngine
import Testing

/// Workspaces lie where the operator allows them, and outputs go where the configuration says.
@Suite struct WorkspaceTests {
    @Test func outputsGoToTheWorkspaceOfTheConfiguration() async throws {
        let root = NSTemporaryDirectory() + "drover-workspace-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: root + "/products", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: root) }
        try await TestServer.run({ $0.engine.workspaceRoots = [root] }) { server in
            let made = try await server.send(.POST, "/v6/workspaces/", [
                "name": "products", "json_config": ["broker": ["type": "host", "host_path": .string(root + "/products")]],
            ])
            #expect(made.status == 201, "\(made.text)")
            let worker = try await TestWorker(server)
            try await worker.addType("writes", script: "echo done > $OUTPUT_DIR/out.txt") { job in
                job["interface"] = ["outputs": ["files": [["name": "OUT", "pattern": "*.txt"]]]]
            }
            let edited = try await server.send(
                .PATCH, "/v6/job-types/writes/1.0.0/", ["configuration": ["output_workspaces": ["default": "products"]]]
            )
            #expect(edited.status == 204)
            try await worker.run {
                let job = try await worker.finished(try await worker.submit("writes"))
                let id = try #require(job["output"]?["files"]?["OUT"]?.arrayValue?.first?["id"]?.intValue)
                let file = try await server.send(.GET, "/v6/files/\(id)/").json()
                let path = try #require(file["file_path"]?.stringValue)
                #expect(path.hasPrefix("jobs/writes/1.0.0/") && path.hasSuffix("/out.txt"))
                #expect(try String(contentsOfFile: "\(root)/products/\(path)", encoding: .utf8) == "done\n")
                #expect(try await server.send(.GET, "/api/files/\(id)/content").text == "done\n")
            }
        }
    }

    @Test func aWorkspaceElsewhereIsRefused() async throws {
        let root = NSTemporaryDirectory() + "drover-workspace-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: root) }
        try FileManager.default.createSymbolicLink(atPath: root + "/link", withDestinationPath: "/etc")
        try await TestServer.run({ $0.engine.workspaceRoots = [root] }) { server in
            for path in ["/etc", root + "/../", root + "/link", root + "/missing", "relative", root + "-beside"] {
                let answer = try await server.send(.POST, "/v6/workspaces/", [
                    "title": "Bad", "configuration": ["broker": ["type": "host", "host_path": .string(path)]],
                ])
                #expect(answer.status == 400, "\(path) was answered \(answer.status)")
            }
            let nfs = try await server.send(.POST, "/v6/workspaces/", [
                "title": "NFS", "configuration": ["broker": ["type": "nfs", "nfs_path": "h:/p"]],
            ])
            #expect(nfs.detail.contains("nfs is not supported"))
            #expect(try await server.send(.GET, "/v6/workspaces/").json()["count"] == 0)
        }
    }
}
