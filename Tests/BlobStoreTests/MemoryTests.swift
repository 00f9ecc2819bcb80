import BlobStore
import FoundationEssentials
import NIOCore
import Synchronization
import Testing

@Suite("Memory")
struct MemoryTests {
    private static let size: Int64 = 384 << 20
    /// Kilobytes; a store that kept the content would need 393,216. Other suites run in this process at the same time, so
    /// the bound is wide; `FlatMemoryTests` holds a server of its own to a narrow one.
    private static let bound = 320 * 1024

    @Test("A long body passes through in both directions with flat memory", .timeLimit(.minutes(5)))
    func flat() async throws {
        try await withStore { fixture in
            // What the first use of everything allocates is not what this is about.
            _ = try await fixture.store.receive(SyntheticBody(size: 4 << 20))
            let before = try residentKilobytes()

            let highest = Mutex(0)
            let body = SyntheticBody(size: Self.size) { produced in
                guard produced.isMultiple(of: 8 << 20), let now = try? residentKilobytes() else { return }
                highest.withLock { $0 = max($0, now) }
            }
            let blob = try await fixture.store.receive(body)
            #expect(blob.size == Self.size)
            let whileReceiving = highest.withLock { $0 }
            #expect(whileReceiving > 0)
            #expect(whileReceiving - before < Self.bound)

            var count: Int64 = 0
            var whileReading = 0
            for try await chunk in try await fixture.store.read(blob.digest) {
                count += Int64(chunk.readableBytes)
                if count.isMultiple(of: 8 << 20) { whileReading = max(whileReading, try residentKilobytes()) }
            }
            #expect(count == Self.size)
            #expect(whileReading > 0)
            #expect(whileReading - before < Self.bound)
        }
    }
}

/// The resident memory of this process.
private func residentKilobytes() throws -> Int {
    let status = try String(contentsOf: URL(filePath: "/proc/self/status"), encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
    return try #require(Int(line.filter(\.isNumber)))
}
