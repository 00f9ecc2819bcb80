import BlobStore
import FoundationEssentials
import Glibc
import Testing

@Suite("Files of a host workspace")
struct WorkspaceFileTests {
    @Test("A body becomes a file, missing folders are made, nothing else is left", arguments: [0, 100, 1_000_000])
    func writes(size: Int) async throws {
        try await withStore { fixture in
            let bytes = patternedBytes(size)
            let path = fixture.folder + "/a/b/out.bin"
            let blob = try await fixture.store.receive(ChunkedBody(bytes), to: path, maximumBytes: nil)
            #expect(blob.size == Int64(size))
            #expect(try [UInt8](Data(contentsOf: URL(filePath: path))) == bytes)
            #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.folder + "/a/b") == ["out.bin"])
            #expect(try await collect(fixture.store.read(path: path)) == bytes)
            #expect(try fixture.storedDigests() == [])
            #expect(try await fixture.store.receive(ChunkedBody(bytes)) == blob)
        }
    }

    @Test("A failed upload leaves the file that was there and no temporary one", arguments: [true, false])
    func keepsOld(tooLarge: Bool) async throws {
        try await withStore { fixture in
            let path = fixture.folder + "/w/file"
            _ = try await fixture.store.receive(ChunkedBody([1, 2, 3]), to: path)
            let body = ChunkedBody(patternedBytes(1_000_000), failsAtEnd: true)
            await #expect(throws: (any Error).self) {
                try await fixture.store.receive(body, to: path, maximumBytes: tooLarge ? 900_000 : nil)
            }
            #expect(try await collect(fixture.store.read(path: path)) == [1, 2, 3])
            #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.folder + "/w") == ["file"])
        }
    }

    @Test("A symbolic link is not read, and replaced instead of written through")
    func symbolicLink() async throws {
        try await withStore { fixture in
            let secret = fixture.folder + "/secret"
            let link = fixture.folder + "/link"
            try Data([42]).write(to: URL(filePath: secret))
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: secret)
            await #expect(throws: BlobError.notARegularFile(link)) { try await fixture.store.read(path: link) }
            _ = try await fixture.store.receive(ChunkedBody([1]), to: link)
            #expect(try [UInt8](Data(contentsOf: URL(filePath: secret))) == [42])
            #expect(try await collect(fixture.store.read(path: link)) == [1])
        }
    }

    @Test("Folders, pipes and devices are not read; opening a pipe does not wait", .timeLimit(.minutes(1)))
    func otherKinds() async throws {
        try await withStore { fixture async throws in
            let pipe = fixture.folder + "/pipe"
            try #require(mkfifo(pipe, 0o600) == 0)
            for path in [fixture.folder, pipe, "/dev/null"] {
                await #expect(throws: BlobError.notARegularFile(path)) { try await fixture.store.read(path: path) }
            }
            #expect(await allFilesClose(under: fixture.folder))
        }
    }

    @Test("A file cannot take the place of a folder, nor stand in a file")
    func foldersInTheWay() async throws {
        try await withStore { fixture in
            let folder = fixture.folder + "/folder"
            _ = try await fixture.store.receive(ChunkedBody([1]), to: folder + "/inside")
            await #expect(throws: BlobError.notARegularFile(folder)) {
                try await fixture.store.receive(ChunkedBody([2]), to: folder)
            }
            await #expect {
                try await fixture.store.receive(ChunkedBody([2]), to: folder + "/inside/x")
            } throws: { error in
                if case .notAFolder? = error as? BlobError { true } else { false }
            }
            await #expect(throws: BlobError.notFound(folder + "/inside/x")) {
                try await fixture.store.read(path: folder + "/inside/x")
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["inside"])
            #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.folder).sorted() == ["blobs", "folder"])
        }
    }

    @Test("What names no file is refused", arguments: ["", "/", "x/", "x/.", "x/..", ".."])
    func badPath(name: String) async throws {
        try await withStore { fixture async throws in
            let path = name.isEmpty ? name : fixture.folder + "/" + name
            await #expect(throws: BlobError.invalidPath(path)) { try await fixture.store.read(path: path) }
            await #expect(throws: BlobError.invalidPath(path)) {
                try await fixture.store.receive(ChunkedBody([1]), to: path)
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.folder) == ["blobs"])
        }
    }

    @Test("A path with a NUL, which would end there for the operating system, is refused")
    func pathWithNUL() async throws {
        try await withStore { fixture async throws in
            let path = fixture.folder + "/x\0y"
            await #expect(throws: BlobError.invalidPath(path)) { try await fixture.store.read(path: path) }
            await #expect(throws: BlobError.invalidPath(path)) {
                try await fixture.store.receive(ChunkedBody([1]), to: path)
            }
            await #expect(throws: BlobError.invalidPath(path)) {
                try await BlobStore(root: path, threadPool: fixture.pool)
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.folder) == ["blobs"])
        }
    }

    @Test("A name that is too long is the caller's mistake")
    func longName() async throws {
        try await withStore { fixture async throws in
            let path = fixture.folder + "/" + String(repeating: "n", count: 300)
            await #expect(throws: BlobError.invalidPath(path)) { try await fixture.store.read(path: path) }
            await #expect(throws: BlobError.invalidPath(path)) {
                try await fixture.store.receive(ChunkedBody([1]), to: path)
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.folder) == ["blobs"])
        }
    }

    @Test("A missing file is not found")
    func missing() async throws {
        try await withStore { fixture async throws in
            let path = fixture.folder + "/missing/file"
            await #expect(throws: BlobError.notFound(path)) { try await fixture.store.read(path: path) }
        }
    }
}
