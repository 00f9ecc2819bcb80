import BlobStore
import FoundationEssentials
import Glibc
import NIOCore
import NIOPosix
import Testing

@Suite("Reading content")
struct ReadTests {
    @Test(
        "A range yields exactly its bytes, cut off at the end",
        arguments: [0..<1, 0..<300_000, 131_071..<131_073, 5..<262_150, 299_999..<300_000, 299_990..<900_000, 7..<7]
    )
    func ranges(range: Range<Int64>) async throws {
        try await withStore { fixture in
            let bytes = patternedBytes(300_000)
            let blob = try await fixture.store.receive(ChunkedBody(bytes))
            let expected = bytes[Int(range.lowerBound)..<Int(min(range.upperBound, 300_000))]
            let reader = try await fixture.store.read(blob.digest, range: range)
            #expect(reader.size == 300_000)
            #expect(reader.length == Int64(expected.count))
            #expect(reader.range.lowerBound == range.lowerBound)
            #expect(try await collect(reader) == Array(expected))
        }
    }

    @Test("A range outside the file is refused with the size", arguments: [-1..<5, 100..<200, 101..<200])
    func rangeOutside(range: Range<Int64>) async throws {
        try await withStore { fixture in
            let blob = try await fixture.store.receive(ChunkedBody(patternedBytes(100)))
            await #expect(throws: BlobError.rangeNotSatisfiable(size: 100)) {
                try await fixture.store.read(blob.digest, range: range)
            }
            #expect(await allFilesClose(under: fixture.root))
        }
    }

    @Test("Buffers are of a bounded size and none is empty")
    func bufferSizes() async throws {
        try await withStore { fixture in
            let blob = try await fixture.store.receive(ChunkedBody(patternedBytes(1_000_000)))
            var sizes: [Int] = []
            for try await buffer in try await fixture.store.read(blob.digest) { sizes.append(buffer.readableBytes) }
            #expect(sizes.allSatisfy { (1...512 * 1024).contains($0) })
            #expect(sizes.reduce(0, +) == 1_000_000)
        }
    }

    @Test("The file is closed after the last byte, after a broken-off read and after a cancelled one")
    func closing() async throws {
        try await withStore { fixture in
            let store = fixture.store
            let digest = try await store.receive(ChunkedBody(patternedBytes(1_000_000))).digest
            _ = try await fixture.read(digest)
            for try await _ in try await store.read(digest) { break }
            let cancelled = Task {
                let reader = try await store.read(digest)
                withUnsafeCurrentTask { $0?.cancel() }
                for try await _ in reader { Issue.record("read on after the cancellation") }
            }
            await #expect(throws: CancellationError.self) { try await cancelled.value }
            try await closesAll(fixture)
        }
    }

    @Test("Removed content is gone, but readers that have it go on")
    func remove() async throws {
        try await withStore { fixture in
            let bytes = patternedBytes(500_000)
            let digest = try await fixture.store.receive(ChunkedBody(bytes)).digest
            let reader = try await fixture.store.read(digest)
            #expect(try await fixture.store.remove(digest))
            #expect(try await fixture.store.exists(digest) == false)
            #expect(try await fixture.store.remove(digest) == false)
            await #expect(throws: BlobError.notFound(digest)) { try await fixture.store.read(digest) }
            await #expect(throws: BlobError.notFound(digest)) { try await fixture.store.size(of: digest) }
            #expect(try await collect(reader) == bytes)
        }
    }

    @Test("A file that loses bytes while it is read is an error, not a short answer")
    func truncated() async throws {
        try await withStore { fixture in
            let path = fixture.folder + "/shrinking"
            try Data(patternedBytes(300_000)).write(to: URL(filePath: path))
            let reader = try await fixture.store.read(path: path)
            try #require(truncate(path, 200_000) == 0)
            await #expect(throws: BlobError.truncated(path)) { try await collect(reader) }
        }
    }

    @Test(
        "What is no digest never becomes a path",
        arguments: [
            "", "abc", String(repeating: "A", count: 64), String(repeating: "g", count: 64),
            String(repeating: "a", count: 63), String(repeating: "a", count: 65),
            "../../" + String(repeating: "a", count: 58), "aa/" + String(repeating: "a", count: 61),
            String(repeating: "a", count: 63) + "\u{1}", String(repeating: "a", count: 62) + "é",
        ]
    )
    func badDigest(digest: String) async throws {
        try await withStore { fixture in
            let store = fixture.store
            #expect(throws: BlobError.invalidDigest(digest)) { try store.path(of: digest) }
            await #expect(throws: BlobError.invalidDigest(digest)) { try await store.read(digest) }
            await #expect(throws: BlobError.invalidDigest(digest)) { try await store.exists(digest) }
            await #expect(throws: BlobError.invalidDigest(digest)) { try await store.size(of: digest) }
            await #expect(throws: BlobError.invalidDigest(digest)) { try await store.remove(digest) }
        }
    }

    private func closesAll(_ fixture: StoreFixture) async throws {
        // Files are closed on the pool, in the order in which they were let go of.
        try await fixture.pool.shutdownGracefully()
        #expect(await allFilesClose(under: fixture.root))
    }
}

/// Files are closed on the thread pool, a moment after the last use.
func allFilesClose(under folder: String) async -> Bool {
    let deadline = ContinuousClock.now + .seconds(10)
    while openFiles(under: folder) > 0 {
        if ContinuousClock.now > deadline { return false }
        await Task.yield()
    }
    return true
}

/// How many descriptors of this process are open on files below `folder`.
func openFiles(under folder: String) -> Int {
    let descriptors = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    return descriptors.count { descriptor in
        let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + descriptor)
        return target?.hasPrefix(folder + "/") ?? false
    }
}
