import Foundation
import JSONSupport
import NIOCore
import Testing
import Worker

/// A container engine of a test's own: Podman with its storage in a folder, and an image made of busybox.
struct TestEngine: Sendable {
    /// The image that is there.
    static let image = "drover-test/busybox:1.0"
    /// Set where no engine can run at all.
    static let isSkipped = ProcessInfo.processInfo.environment["DROVER_SKIP_CONTAINERS"] == "1"

    /// What of busybox the tests use.
    private static let applets = [
        "sh", "cat", "echo", "tr", "wc", "sleep", "tail", "id", "touch", "ls", "mkdir", "grep", "ip", "true", "rm",
    ]

    let folder: String
    var socket: String { folder + "/engine.sock" }

    /// Starts an engine, runs `body`, and stops the engine with all that still runs in it.
    static func run(_ body: (TestEngine) async throws -> Void) async throws {
        // The path of a socket may not be long.
        let engine = TestEngine(folder: "/tmp/drover-engine-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(atPath: engine.folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: engine.folder) }
        let service = try await engine.start()
        do {
            try await engine.importBusybox()
            try await body(engine)
        } catch {
            try await engine.stop(service)
            throw error
        }
        try await engine.stop(service)
    }

    /// Runs Podman's own command line on this engine's storage.
    @discardableResult
    func podman(_ arguments: String...) async throws -> String {
        try await TestProcess.output("podman", storage + arguments, environment)
    }

    /// The ids of the containers that there are, running or not.
    func containers() async throws -> [String] {
        try await podman("ps", "--all", "--quiet", "--no-trunc").split(separator: "\n").map(String.init)
    }

    private func start() async throws -> TestProcess {
        try configuration.write(toFile: folder + "/containers.conf", atomically: true, encoding: .utf8)
        // Podman's monitor of a container leaves a file where it runs when the memory is used up.
        let service = try await TestProcess.start(
            "podman", storage + ["--log-level", "info", "system", "service", "--time", "0", "unix://\(socket)"], environment,
            in: folder
        )
        try await service.waitForLine(containing: "API service listening", within: .seconds(30))
        return service
    }

    private func stop(_ service: TestProcess) async throws {
        _ = try? await podman("rm", "--all", "--force", "--time", "0")
        await service.end(SIGTERM)
    }

    private func importBusybox() async throws {
        let root = folder + "/rootfs"
        for name in ["bin", "tmp", "etc"] {
            try FileManager.default.createDirectory(atPath: root + "/" + name, withIntermediateDirectories: true)
        }
        // A tmpfs takes the mode of the folder that it covers.
        try FileManager.default.setAttributes([.posixPermissions: 0o1777], ofItemAtPath: root + "/tmp")
        try FileManager.default.copyItem(atPath: "/bin/busybox", toPath: root + "/bin/busybox")
        for name in Self.applets {
            try FileManager.default.createSymbolicLink(atPath: root + "/bin/" + name, withDestinationPath: "busybox")
        }
        _ = try await TestProcess.output("tar", ["-C", root, "-cf", folder + "/rootfs.tar", "."], environment)
        let archive = try Data(contentsOf: URL(filePath: folder + "/rootfs.tar"))
        try await ContainerEngine.with(socket: socket) { engine in
            try await engine.importImage(ImageReference(Self.image), archive: ByteBuffer(bytes: archive))
        }
    }

    private var storage: [String] {
        ["--root", folder + "/root", "--runroot", folder + "/run", "--tmpdir", folder + "/libpod", "--storage-driver", "vfs"]
    }

    private var environment: [String: String] {
        ["PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": folder, "TMPDIR": folder,
         "CONTAINERS_CONF": folder + "/containers.conf"]
    }

    /// What Podman needs on machines without systemd and with low limits.
    private var configuration: String {
        """
        [containers]
        default_ulimits = ["nofile=20000:20000", "nproc=20000:20000"]
        [engine]
        runtime = "runc"
        cgroup_manager = "cgroupfs"
        events_logger = "file"
        """
    }
}
