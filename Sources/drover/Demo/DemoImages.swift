import FoundationEssentials
import NIOCore
import Subprocess
import SystemPackage
import Worker

/// The images of the demonstration, made of a static busybox and the example folders, without a registry.
struct DemoImages: Sendable {
    /// How the demonstration runs jobs, with a line that says why.
    enum Choice: Sendable {
        case containers(DemoImages)
        case processes(reason: String)
    }

    private static let types = ["log-report", "csv-summary"]
    private static let shells = ["/bin/busybox", "/usr/bin/busybox"]

    let engine: String
    let name: String

    /// Makes the images where an engine answers. Whatever goes wrong, the demonstration goes on without.
    /// - Parameter folder: where the files of the images may lie for the while.
    static func make(examples: String, folder: String) async -> Choice {
        do {
            let socket = try await EngineSocket.find(nil)
            guard let shell = shells.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
                return .processes(reason: "there is no busybox to make an image of; install busybox-static")
            }
            return try await ContainerEngine.with(socket: socket) { engine in
                for type in types {
                    let archive = try await archive(of: "\(examples)/job-types/\(type)", shell: shell, folder: folder)
                    try await engine.importImage(reference(type), archive: archive, changes: ["WORKDIR /job"])
                    guard try await engine.image(reference(type)) != nil else {
                        return .processes(reason: "\(engine.name) took no image")
                    }
                }
                return .containers(DemoImages(engine: socket, name: engine.name))
            }
        } catch {
            return .processes(reason: "\(error)")
        }
    }

    static func reference(_ type: String) -> ImageReference { ImageReference("drover-demo/\(type):1.0.0") }

    /// Takes the images away again.
    func remove() async {
        try? await ContainerEngine.with(socket: engine) { engine in
            for type in Self.types { try? await engine.removeImage(Self.reference(type)) }
        }
    }

    /// A root file system with busybox under all its names and the example in `/job`.
    private static func archive(of example: String, shell: String, folder: String) async throws -> ByteBuffer {
        let root = folder + "/image"
        try? FileManager.default.removeItem(atPath: root)
        defer { try? FileManager.default.removeItem(atPath: root) }
        for name in ["bin", "usr", "tmp", "etc"] {
            try FileManager.default.createDirectory(atPath: "\(root)/\(name)", withIntermediateDirectories: true)
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o1777], ofItemAtPath: root + "/tmp")
        try FileManager.default.copyItem(atPath: shell, toPath: root + "/bin/busybox")
        try FileManager.default.copyItem(atPath: example, toPath: root + "/job")
        try FileManager.default.createSymbolicLink(atPath: root + "/usr/bin", withDestinationPath: "../bin")
        for name in try await run(shell, ["--list"]).split(separator: "\n") where name != "busybox" && name != "bash" {
            try FileManager.default.createSymbolicLink(atPath: "\(root)/bin/\(name)", withDestinationPath: "busybox")
        }
        // The examples ask for bash, and busybox's own shell knows as much of it as they use.
        try Data("#!/bin/sh\nexec /bin/busybox ash \"$@\"\n".utf8).write(to: URL(filePath: root + "/bin/bash"))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: root + "/bin/bash")
        let path = folder + "/image.tar"
        _ = try await run("/bin/tar", ["-C", root, "--owner=0", "--group=0", "-cf", path, "."])
        defer { try? FileManager.default.removeItem(atPath: path) }
        guard let data = FileManager.default.contents(atPath: path) else { throw EngineError.failed("no archive was made") }
        return ByteBuffer(bytes: data)
    }

    private static func run(_ program: String, _ arguments: [String]) async throws -> String {
        let result = try await Subprocess.run(
            .path(FilePath(program)), arguments: Arguments(arguments), output: .string(limit: 1 << 20),
            error: .discarded
        )
        guard result.terminationStatus.isSuccess else { throw EngineError.failed("\(program) failed") }
        return result.standardOutput
    }
}
