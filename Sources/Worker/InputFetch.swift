import FoundationEssentials
import JSONSupport
import NIOCore
import SeedManifest
import SystemPackage
import WorkerProtocol

/// Brings the inputs of an execution to its folder.
struct InputFetch: Sendable {
    /// With the pauses between them somewhat more than a minute.
    private static let downloadAttempts = 10

    let work: ClaimedWork
    let connection: ServerConnection
    let control: ExecutionControl

    /// Downloads the inputs, each file straight to disk.
    func fetch(_ manifest: SeedManifest, to folder: RunFolder) async throws {
        for input in manifest.inputFiles {
            guard let files = work.files[input.name] else { continue }
            let target = folder.input(input.name)
            try await BlockingCalls.run {
                try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
            }
            for (file, name) in zip(files, InputNames.names(of: files)) {
                try await download(file.id, to: target + "/" + name)
            }
        }
        let metadata = InputMetadata.json(of: work).compactText
        try await BlockingCalls.run {
            try Data(metadata.utf8).write(to: URL(filePath: folder.inputMetadata))
            folder.protectInputs()
        }
    }

    /// - Throws: after some attempts: a file whose bytes the server has lost never comes.
    private func download(_ file: Int64, to path: String) async throws {
        try await Retry.whileUseful(attempts: Self.downloadAttempts, { control.interruption == nil }) {
            let target = try await BlockingCalls.run {
                try FileDescriptor.open(
                    path, .writeOnly, options: [.create, .truncate, .noFollow], permissions: [.ownerReadWrite]
                )
            }
            do {
                try await connection.get(WorkerPaths.fileContent(file)) { chunk in
                    _ = try await BlockingCalls.run { try target.writeAll(chunk.readableBytesView) }
                }
                try await BlockingCalls.run { try target.close() }
            } catch {
                try? target.close()
                throw error
            }
        }
    }
}
