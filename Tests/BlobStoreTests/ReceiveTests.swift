import BlobStore
import Crypto
import FoundationEssentials
import NIOCore
import NIOPosix
import Testing

@Suite("Storing content")
struct ReceiveTests {
    @Test(
        "Content of every size comes back under its SHA-256",
        arguments: [(1, 1), (4096, 4096), (262_144, 65_536), (262_145, 65_536), (1_000_003, 777), (3_000_000, 700_000)]
    )
    func roundTrip(size: Int, chunkSize: Int) async throws {
        try await withStore { fixture in
            let bytes = patternedBytes(size)
            let blob = try await fixture.store.receive(ChunkedBody(bytes, chunkSize: chunkSize), maximumBytes: nil)
            #expect(blob == Blob(digest: sha256(bytes), size: Int64(size)))
            #expect(try await fixture.read(blob.digest) == bytes)
            #expect(try await fixture.store.exists(blob.digest))
            #expect(try await fixture.store.size(of: blob.digest) == Int64(size))
            #expect(try fixture.temporaryFiles() == [])
        }
    }

    @Test("Nothing at all is content too")
    func empty() async throws {
        try await withStore { fixture in
            let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
            let blob = try await fixture.store.receive(ChunkedBody([]), maximumBytes: 0)
            #expect(blob == Blob(digest: empty, size: 0))
            #expect(try await fixture.read(empty) == [])
            #expect(try fixture.storedDigests() == [empty])
        }
    }

    @Test("The same content is stored once, the file that was there stays", arguments: [10, 1_000_000])
    func duplicate(size: Int) async throws {
        try await withStore { fixture in
            let bytes = patternedBytes(size)
            let first = try await fixture.store.receive(ChunkedBody(bytes), maximumBytes: nil)
            let path = try fixture.store.path(of: first.digest)
            let inode = try fileStatus(path).st_ino
            let second = try await fixture.store.receive(ChunkedBody(bytes, chunkSize: 9999), maximumBytes: nil)
            #expect(second == first)
            #expect(try fileStatus(path).st_ino == inode)
            #expect(try fixture.storedDigests() == [first.digest])
            #expect(try fixture.temporaryFiles() == [])
        }
    }

    @Test("Many uploads of the same and of different content at once")
    func concurrent() async throws {
        try await withStore { fixture in
            let contents = (0..<4).map { patternedBytes(600_000, seed: UInt64($0)) }
            let store = fixture.store
            let blobs = try await withThrowingTaskGroup(of: Blob.self) { group in
                for upload in 0..<24 {
                    group.addTask { try await store.receive(ChunkedBody(contents[upload % 4], chunkSize: 50_000)) }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(blobs.map(\.digest).sorted() == contents.map(sha256).sorted())
            #expect(try fixture.storedDigests() == contents.map(sha256).sorted())
            #expect(try fixture.temporaryFiles() == [])
        }
    }

    @Test("A stored file of the wrong length is replaced")
    func damaged() async throws {
        try await withStore { fixture in
            let bytes = patternedBytes(5000)
            let blob = try await fixture.store.receive(ChunkedBody(bytes))
            try Data(bytes.prefix(17)).write(to: URL(filePath: fixture.store.path(of: blob.digest)))
            _ = try await fixture.store.receive(ChunkedBody(bytes))
            #expect(try await fixture.read(blob.digest) == bytes)
        }
    }

    @Test("An upload that breaks off stores nothing", arguments: [0, 100, 262_144, 2_000_000])
    func interrupted(after size: Int) async throws {
        try await withStore { fixture async throws in
            let body = ChunkedBody(patternedBytes(size), failsAtEnd: true)
            await #expect(throws: ChunkedBody.Interrupted.self) {
                try await fixture.store.receive(body, maximumBytes: nil)
            }
            #expect(try fixture.storedDigests() == [])
            #expect(try fixture.temporaryFiles() == [])
        }
    }

    @Test("A cancelled upload stores nothing, though its body ends as if it were complete", .timeLimit(.minutes(1)))
    func cancelled() async throws {
        try await withStore { fixture async throws in
            let (stalled, signal) = AsyncStream.makeStream(of: Void.self)
            let body = StallingBody(chunks: .init(repeating: ByteBuffer(repeating: 7, count: 300_000), count: 3)) {
                signal.finish()
            }
            let store = fixture.store
            let upload = Task { try await store.receive(body, maximumBytes: nil) }
            for await _ in stalled {}
            #expect(try fixture.temporaryFiles().count == 1)
            upload.cancel()
            await #expect(throws: CancellationError.self) { try await upload.value }
            #expect(try fixture.storedDigests() == [])
            #expect(try fixture.temporaryFiles() == [])
        }
    }

    @Test("A body may be as long as the limit and no byte longer", arguments: [10, 1_000_000])
    func limit(bytes limit: Int) async throws {
        try await withStore { fixture in
            await #expect(throws: BlobError.tooLarge(limit: Int64(limit))) {
                try await fixture.store.receive(ChunkedBody(patternedBytes(limit + 1)), maximumBytes: Int64(limit))
            }
            #expect(try fixture.storedDigests() == [])
            #expect(try fixture.temporaryFiles() == [])
            let blob = try await fixture.store.receive(ChunkedBody(patternedBytes(limit)), maximumBytes: Int64(limit))
            #expect(blob.size == Int64(limit))
        }
    }

    @Test("Nobody but the owner may look into the store")
    func modes() async throws {
        try await withStore { fixture in
            let blob = try await fixture.store.receive(ChunkedBody([1, 2, 3]))
            let path = try fixture.store.path(of: blob.digest)
            let folders = ["", "/tmp", "/sha256", "/sha256/" + blob.digest.prefix(2)]
            for folder in folders {
                #expect(try fileStatus(fixture.root + folder).st_mode & 0o7777 == 0o700, "\(folder)")
            }
            #expect(try fileStatus(path).st_mode & 0o7777 == 0o600)
        }
    }

    @Test("Opening the store removes what a crash left and keeps what is stored")
    func leftOvers() async throws {
        try await withStore { fixture in
            let blob = try await fixture.store.receive(ChunkedBody([1, 2, 3]))
            for name in [".abc.upload", ".def.upload"] {
                try Data([1]).write(to: URL(filePath: fixture.root + "/tmp/" + name))
            }
            let reopened = try await BlobStore(root: fixture.root, threadPool: fixture.pool)
            #expect(try fixture.temporaryFiles() == [])
            #expect(try await reopened.exists(blob.digest))
        }
    }

    @Test("A store whose thread pool was shut down says so and leaves nothing")
    func stopped() async throws {
        try await withStore { fixture in
            try await fixture.pool.shutdownGracefully()
            await #expect(throws: BlobError.stopped) { try await fixture.store.receive(ChunkedBody([1])) }
            await #expect(throws: BlobError.stopped) { try await fixture.store.freeBytes }
            #expect(try fixture.storedDigests() == [])
        }
    }

    private func sha256(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
