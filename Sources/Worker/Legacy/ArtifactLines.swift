import NIOCore

/// Finds the lines of its standard output by which a legacy job hands back files: `ARTIFACT:<output>:<path>`.
struct ArtifactLines {
    private static let marker = Array("ARTIFACT:".utf8)
    /// Longer lines are none of ours: no path has so many bytes.
    private static let lineLimit = 8_192
    private static let chunk = 256 << 10

    /// The paths by output, in their order.
    private(set) var paths: [String: [String]] = [:]
    private var count = 0
    private var line: [UInt8] = []
    private var isTooLong = false

    /// Reads a file to its end. This call blocks.
    init(readingFile path: String) throws {
        var offset: Int64 = 0
        while true {
            let bytes = try FileChunk.read(path, from: offset, limit: Self.chunk)
            guard bytes.readableBytes > 0 else { break }
            offset += Int64(bytes.readableBytes)
            feed(bytes.readableBytesView)
        }
        endLine()
    }

    private mutating func feed(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                endLine()
            } else if line.count < Self.lineLimit {
                line.append(byte)
            } else {
                isTooLong = true
            }
        }
    }

    private mutating func endLine() {
        defer {
            line.removeAll(keepingCapacity: true)
            isTooLong = false
        }
        // One more than may be handed back, so that too many are noticed.
        guard !isTooLong, line.starts(with: Self.marker), count <= Glob.limit else { return }
        let rest = line.dropFirst(Self.marker.count)
        guard let colon = rest.firstIndex(of: UInt8(ascii: ":")) else { return }
        var path = rest[rest.index(after: colon)...]
        if path.last == UInt8(ascii: "\r") { path.removeLast() }
        paths[String(decoding: rest[..<colon], as: UTF8.self), default: []].append(String(decoding: path, as: UTF8.self))
        count += 1
    }
}
