import BlobStore
import FoundationEssentials
import Glibc
import NIOCore
import NIOPosix
import Testing

/// A store in a folder of its own, both gone after `body`.
func withStore(_ body: (StoreFixture) async throws -> Void) async throws {
    let folder = try makeTemporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await withStore(root: folder + "/blobs", folder: folder, body)
}

/// A store in a given folder, which stays.
func withStore(root: String, folder: String, _ body: (StoreFixture) async throws -> Void) async throws {
    let pool = NIOThreadPool(numberOfThreads: 2)
    pool.start()
    do {
        let store = try await BlobStore(root: root, threadPool: pool)
        try await body(StoreFixture(store: store, root: root, folder: folder, pool: pool))
    } catch {
        try await pool.shutdownGracefully()
        throw error
    }
    try await pool.shutdownGracefully()
}

func makeTemporaryFolder() throws -> String {
    let path = FileManager.default.temporaryDirectory.path + "/blobstore-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    return path
}

struct StoreFixture {
    let store: BlobStore
    let root: String
    /// A folder outside the store for the files of a workspace.
    let folder: String
    let pool: NIOThreadPool

    /// Names of uploads under way.
    func temporaryFiles() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root + "/tmp")
    }

    /// Digests of everything under `sha256`, whole paths of what has no digest's name.
    func storedDigests() throws -> [String] {
        let content = root + "/sha256"
        let shards = try FileManager.default.contentsOfDirectory(atPath: content)
        return try shards.flatMap { shard in
            try FileManager.default.contentsOfDirectory(atPath: content + "/" + shard).map { shard + $0 }
        }.sorted()
    }

    /// Makes stored content look as if it had been stored long ago.
    func age(_ blob: Blob, seconds: Double) throws {
        let date = Date(timeIntervalSinceNow: -seconds)
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: store.path(of: blob.digest))
    }

    func read(_ digest: String, range: Range<Int64>? = nil) async throws -> [UInt8] {
        try await collect(store.read(digest, range: range))
    }
}

func collect(_ reader: BlobReader) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    for try await chunk in reader { bytes.append(contentsOf: chunk.readableBytesView) }
    return bytes
}

/// What the file system says about the file at `path` itself.
func fileStatus(_ path: String) throws -> stat {
    var status = stat()
    try #require(lstat(path, &status) == 0, "lstat \(path)")
    return status
}
