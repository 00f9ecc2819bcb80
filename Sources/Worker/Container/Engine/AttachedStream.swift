import NIOCore

/// Takes apart what an engine sends of a container's two streams: pieces, each with eight bytes before it, of which the
/// first names the stream and the last four give the length.
struct AttachedStream {
    enum Source: Sendable, Hashable {
        case output, errors
    }

    private static let headerSize = 8

    private var header: [UInt8] = []
    private var source: Source?
    private var remaining = 0

    /// Looks at the next bytes, wherever they are cut.
    /// - Returns: the pieces in their order.
    mutating func feed(_ bytes: ByteBuffer) -> [(source: Source, bytes: ByteBuffer)] {
        var rest = bytes
        var pieces: [(source: Source, bytes: ByteBuffer)] = []
        while rest.readableBytes > 0 {
            guard remaining > 0 else {
                readHeader(&rest)
                continue
            }
            guard let piece = rest.readSlice(length: min(remaining, rest.readableBytes)) else { break }
            remaining -= piece.readableBytes
            if let source { pieces.append((source, piece)) }
        }
        return pieces
    }

    private mutating func readHeader(_ rest: inout ByteBuffer) {
        header += rest.readBytes(length: min(Self.headerSize - header.count, rest.readableBytes)) ?? []
        guard header.count == Self.headerSize else { return }
        source = switch header[0] {
        case 0, 1: .output
        case 2: .errors
        default: nil
        }
        remaining = header[4...].reduce(0) { $0 << 8 | Int($1) }
        header.removeAll(keepingCapacity: true)
    }
}
