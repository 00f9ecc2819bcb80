import BlobStore
import FoundationEssentials
import Synchronization
import Testing

@Suite("Sweeping content that nothing refers to")
struct SweepTests {
    @Test("What is old and unreferenced goes; what is referenced, or young, or not the store's, stays")
    func sweeps() async throws {
        try await withStore { fixture in
            let store = fixture.store
            var blobs: [Blob] = []
            for seed in UInt64(0)..<6 {
                blobs.append(try await store.receive(ChunkedBody(patternedBytes(1000, seed: seed))))
            }
            for blob in blobs[0..<4] { try fixture.age(blob, seconds: 7200) }
            try fixture.age(blobs[4], seconds: 3000)
            let foreign = fixture.root + "/sha256/" + blobs[0].digest.prefix(2) + "/notes"
            try Data([1]).write(to: URL(filePath: foreign))
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -7200)], ofItemAtPath: foreign
            )

            let referenced = Set(blobs[0..<2].map(\.digest))
            let asked = Mutex<Set<String>>([])
            let result = try await store.removeUnreferenced(
                isReferenced: { digests in
                    asked.withLock { $0.formUnion(digests) }
                    return referenced
                },
                olderThan: 3600
            )
            #expect(result == (2, 2000))
            #expect(asked.withLock { $0 } == Set(blobs[0..<4].map(\.digest)))
            for index in blobs.indices {
                #expect(try await store.exists(blobs[index].digest) == ![2, 3].contains(index), "blob \(index)")
            }
            #expect(FileManager.default.fileExists(atPath: foreign))
        }
    }

    @Test("Content that is stored once more while the sweep asks for references stays")
    func renewedMeanwhile() async throws {
        try await withStore { fixture in
            let store = fixture.store
            let blob = try await store.receive(ChunkedBody([1, 2, 3]))
            try fixture.age(blob, seconds: 7200)
            let result = try await store.removeUnreferenced(
                isReferenced: { _ in
                    _ = try await store.receive(ChunkedBody([1, 2, 3]))
                    return []
                },
                olderThan: 3600
            )
            #expect(result == (0, 0))
            #expect(try await fixture.read(blob.digest) == [1, 2, 3])
        }
    }

    @Test("Many files in one folder are asked about in bounded batches, each once")
    func batches() async throws {
        try await withStore { fixture in
            let folder = fixture.root + "/sha256/aa"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
            let names = (0..<1300).map { number in
                let digits = String(number, radix: 16)
                return String(repeating: "0", count: 62 - digits.count) + digits
            }
            for name in names { try Data([1, 2]).write(to: URL(filePath: folder + "/" + name)) }

            let batches = Mutex<[[String]]>([])
            let result = try await fixture.store.removeUnreferenced(
                isReferenced: { digests in
                    batches.withLock { $0.append(digests) }
                    return []
                },
                olderThan: 0
            )
            #expect(result == (1300, 2600))
            #expect(batches.withLock { $0.allSatisfy { (1...512).contains($0.count) } })
            #expect(batches.withLock { $0.flatMap { $0 }.sorted() } == names.map { "aa" + $0 }.sorted())
            #expect(try fixture.storedDigests() == [])
        }
    }

    @Test("A question that fails ends the sweep and removes nothing")
    func failingQuestion() async throws {
        struct DatabaseAway: Error {}
        try await withStore { fixture in
            let blob = try await fixture.store.receive(ChunkedBody([1]))
            try fixture.age(blob, seconds: 7200)
            await #expect(throws: DatabaseAway.self) {
                try await fixture.store.removeUnreferenced(isReferenced: { _ in throw DatabaseAway() }, olderThan: 0)
            }
            #expect(try await fixture.store.exists(blob.digest))
        }
    }
}
