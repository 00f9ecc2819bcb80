import FoundationEssentials
import NIOCore
import Subprocess
import SystemPackage
import Worker

/// A small image without a registry: a static busybox under all its names.
enum BusyboxImage {
    private static let shells = ["/bin/busybox", "/usr/bin/busybox"]

    /// - Parameters:
    ///   - job: a folder that becomes `/job`.
    ///   - folder: where the files may lie for the while.
    /// - Returns: a tar archive of the root file system.
    static func archive(with job: String? = nil, folder: String) async throws -> ByteBuffer {
        guard let shell = shells.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
            throw EngineError.failed("there is no busybox to make an image of; install busybox-static")
        }
        let root = folder + "/image"
        try? FileManager.default.removeItem(atPath: root)
        defer { try? FileManager.default.removeItem(atPath: root) }
        for name in ["bin", "usr", "tmp", "etc"] {
            try FileManager.default.createDirectory(atPath: "\(root)/\(name)", withIntermediateDirectories: true)
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o1777], ofItemAtPath: root + "/tmp")
        try FileManager.default.copyItem(atPath: shell, toPath: root + "/bin/busybox")
        if let job { try FileManager.default.copyItem(atPath: job, toPath: root + "/job") }
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
