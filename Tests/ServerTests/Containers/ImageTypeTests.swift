import Foundation
import JSONSupport
import NIOCore
import Testing
import Worker

/// `drover types add --image`, which reads the manifest from the image.
@Suite(.disabled(if: TestEngine.isSkipped), .serialized) struct ImageTypeTests {
    @Test func aJobTypeIsRegisteredFromItsImage() async throws {
        try await ContainerScene.run { scene in
            let manifest = Manifests.named("labelled") { $0["interface"] = ["command": "true"] }
            let label = JSON.string(manifest.compactText).compactText
            let name = "drover-test/labelled-1.0.0-seed:1.0.0"
            let archive = try Data(contentsOf: URL(filePath: scene.engine.folder + "/rootfs.tar"))
            try await ContainerEngine.with(socket: scene.engine.socket) { engine in
                try await engine.importImage(
                    ImageReference(name), archive: ByteBuffer(bytes: archive),
                    changes: ["LABEL com.ngageoint.seed.manifest=\(label)"]
                )
            }
            let added = try await scene.drover("types", "add", "--image", name, "--container-engine", scene.engine.socket)
            #expect(added.contains("job type labelled 1.0.0, revision 1, is registered"), "\(added)")
            try await scene.worker.run {
                let job = try await scene.finished("labelled")
                #expect(job["phase"] == "completed", "\(job.compactText)")
            }
            let unlabelled = try await scene.drover(
                "types", "add", "--image", TestEngine.image, "--container-engine", scene.engine.socket
            )
            #expect(unlabelled.contains("carries no manifest"), "\(unlabelled)")
            let missing = try await scene.drover("types", "add", "--image", "x", "--container-engine", "/nonexistent.sock")
            #expect(missing.contains("no container engine answers at /nonexistent.sock"), "\(missing)")
        }
    }
}

extension ContainerScene {
    /// Runs a command as the administrator.
    /// - Returns: all that it wrote.
    func drover(_ arguments: String...) async throws -> String {
        try await TestProcess.output(
            ServerProcess.executable.path(), arguments,
            ["DROVER_SERVER": server.address, "DROVER_USER": "admin", "DROVER_PASSWORD": TestServer.password,
             "PATH": "/usr/bin:/bin", "HOME": server.folder,
             "LD_LIBRARY_PATH": ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"] ?? ""]
        )
    }
}
