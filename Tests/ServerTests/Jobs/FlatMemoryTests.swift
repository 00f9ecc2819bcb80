import AsyncHTTPClient
import Foundation
import JSONSupport
import NIOCore
import NIOHTTP1
import Testing

/// Files far larger than the server may grow pass through it, up and down.
@Suite struct FlatMemoryTests {
    private static let size: Int64 = 512 << 20
    /// In KiB: a quarter of the file. What glibc keeps of freed buffers for each thread varies by tens of MiB.
    private static let bound = 128 << 10

    @Test func aLargeFileLeavesTheMemoryFlat() async throws {
        let folder = NSTemporaryDirectory() + "drover-memory-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await ServerProcess.run(folder: folder, Self.passFile)
    }

    private static func passFile(through process: ServerProcess) async throws {
        let idle = try process.residentKibibytes()

        let credentials = Data("admin:\(TestServer.password)".utf8).base64EncodedString()
        var upload = HTTPClientRequest(url: process.server.address + "/api/files?name=large.bin")
        upload.method = .POST
        upload.headers.add(name: "Authorization", value: "Basic \(credentials)")
        upload.body = .stream(Zeros(size: size), length: .known(size))
        let stored = try await HTTPClient.shared.execute(upload, timeout: .minutes(5))
        let answer = try await JSON.parse(Array(stored.body.collect(upTo: 1 << 20).readableBytesView))
        #expect(answer["size"] == .int(size))
        let afterUpload = try process.residentKibibytes()
        #expect(afterUpload - idle < bound)

        let id = try #require(answer["id"]?.intValue)
        var download = HTTPClientRequest(url: process.server.address + "/api/files/\(id)/content")
        download.headers.add(name: "Authorization", value: "Basic \(credentials)")
        let content = try await HTTPClient.shared.execute(download, timeout: .minutes(5))
        var received: Int64 = 0
        var highest = 0
        for try await chunk in content.body {
            let before = received >> 26
            received += Int64(chunk.readableBytes)
            if received >> 26 != before { highest = max(highest, try process.residentKibibytes()) }
        }
        #expect(received == size)
        #expect(highest - idle < bound)
    }

    /// So many zero bytes, made as they are sent.
    private struct Zeros: AsyncSequence, Sendable {
        let size: Int64

        struct AsyncIterator: AsyncIteratorProtocol {
            var left: Int64
            let chunk = ByteBuffer(repeating: 0, count: 1 << 20)

            mutating func next() async -> ByteBuffer? {
                guard left > 0 else { return nil }
                left -= Int64(chunk.readableBytes)
                return chunk
            }
        }

        func makeAsyncIterator() -> AsyncIterator { AsyncIterator(left: size) }
    }
}
