import BlobStore
import FoundationEssentials
import Glibc
import Testing

@Suite("A full disk")
struct FullDiskTests {
    @Test("An upload that does not fit stores nothing; one that fits still does")
    func streamDoesNotFit() async throws {
        try await withSmallDisk { fixture in
            await #expect(throws: BlobError.noSpace) {
                try await fixture.store.receive(SyntheticBody(size: 8 << 20), maximumBytes: nil)
            }
            #expect(try fixture.storedDigests() == [])
            #expect(try fixture.temporaryFiles() == [])
            let blob = try await fixture.store.receive(ChunkedBody(patternedBytes(1000)))
            #expect(try fixture.storedDigests() == [blob.digest])
        }
    }

    @Test("On a disk without a free byte uploads are refused, stored content is read and found again")
    func alreadyFull() async throws {
        try await withSmallDisk { fixture in
            let bytes = patternedBytes(1000)
            let blob = try await fixture.store.receive(ChunkedBody(bytes))
            #expect(try await fixture.store.freeBytes > 0)
            fill(fixture.folder)
            #expect(try await fixture.store.freeBytes == 0)

            for size in [10, 1_000_000] {
                let body = ChunkedBody(patternedBytes(size, seed: 9))
                await #expect(throws: BlobError.noSpace) { try await fixture.store.receive(body) }
                await #expect(throws: BlobError.noSpace) {
                    try await fixture.store.receive(body, to: fixture.folder + "/w/file")
                }
            }
            #expect(try fixture.storedDigests() == [blob.digest])
            #expect(try fixture.temporaryFiles() == [])
            #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.folder + "/w") == [])
            #expect(try await fixture.read(blob.digest) == bytes)
            #expect(try await fixture.store.receive(ChunkedBody(bytes)) == blob)
        }
    }

    /// Writes a file until the file system takes no more.
    private func fill(_ folder: String) {
        let descriptor = open(folder + "/filler", O_WRONLY | O_CREAT, 0o600)
        defer { close(descriptor) }
        let zeros = [UInt8](repeating: 0, count: 4096)
        while write(descriptor, zeros, zeros.count) > 0 {}
    }

    /// A store on a file system of one mebibyte in memory.
    private func withSmallDisk(_ body: (StoreFixture) async throws -> Void) async throws {
        let disk = try makeTemporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: disk) }
        guard mount("tmpfs", disk, "tmpfs", 0, "size=1m") == 0 else {
            Issue.record("cannot mount a small tmpfs (\(String(cString: strerror(errno)))): run this test as root")
            return
        }
        defer { umount2(disk, Int32(MNT_DETACH)) }
        try await withStore(root: disk + "/blobs", folder: disk, body)
    }
}
