import AsyncHTTPClient
import NIOCore
import SystemPackage

/// Writes the streams of a container to the files of its run folder.
enum ContainerOutput {
    /// Returns at the end of the streams.
    static func copy(_ body: HTTPClientResponse.Body, to folder: RunFolder) async throws {
        let (output, errors) = try await BlockingCalls.run {
            (try open(folder.standardOutput), try open(folder.standardError))
        }
        defer {
            try? output.close()
            try? errors.close()
        }
        var stream = AttachedStream()
        for try await bytes in body {
            let pieces = stream.feed(bytes)
            try await BlockingCalls.run {
                for piece in pieces {
                    let target = piece.source == .output ? output : errors
                    _ = try target.writeAll(piece.bytes.readableBytesView)
                }
            }
        }
    }

    private static func open(_ path: String) throws -> SystemPackage.FileDescriptor {
        try SystemPackage.FileDescriptor.open(
            path, .writeOnly, options: [.create, .append, .closeOnExec], permissions: [.ownerReadWrite]
        )
    }
}
