import JSONSupport
import Logging
import NIOCore
import WorkerProtocol

/// Sends one stream of a job to the server as it grows. The file of the stream is the buffer: what the server did not get
/// is read from there again.
struct LogSender {
    /// The most bytes of one message.
    private static let chunk = 256 << 10
    /// How long bytes may gather before they are sent.
    private static let pause = Duration.milliseconds(100)

    let connection: ServerConnection
    let execution: Int64
    let stream: String
    let path: String
    let control: ExecutionControl
    let logger: Logger

    /// Sends until the process has ended and everything is sent, or the lease is lost.
    /// - Parameter hasEnded: whether the stream grows no more.
    func run(until hasEnded: @Sendable () -> Bool) async {
        var lines = ProgressLines()
        var offset: Int64 = 0
        var seen: Int64 = 0
        while control.interruption != .lost {
            let isLast = hasEnded()
            do {
                var bytes = try await read(from: offset)
                // A character is sent whole, unless nothing more can come of it.
                if !isLast || bytes.readableBytes == Self.chunk { bytes = bytes.withoutBrokenEnd }
                if bytes.readableBytes == 0 {
                    if isLast { return }
                    try await Task.sleep(for: Self.pause)
                    continue
                }
                if stream == "stdout", offset >= seen {
                    if let progress = lines.feed(bytes.readableBytesView) { await tell(progress) }
                    seen = offset + Int64(bytes.readableBytes)
                }
                offset = try await send(bytes, at: offset)
            } catch {
                logger.warning("log not sent", metadata: ["execution": "\(execution)", "error": "\(error)"])
                return
            }
        }
    }

    /// Tells the server at once. Where that fails, the next heartbeat brings it.
    private func tell(_ progress: Double) async {
        control.progress = progress
        _ = try? await connection.post(WorkerPaths.progress(execution), ["progress": .double(progress)])
    }

    private func send(_ bytes: ByteBuffer, at offset: Int64) async throws -> Int64 {
        let answer = try await Retry.whileUseful({ control.interruption != .lost }) {
            try await connection.postBytes(WorkerPaths.log(execution, stream: stream, offset: offset), bytes)
        }
        guard let next = answer["offset"]?.intValue, next > offset else {
            throw ProtocolError("The server did not take the log.")
        }
        return next
    }

    private func read(from offset: Int64) async throws -> ByteBuffer {
        try await BlockingCalls.run { [path] in
            try FileChunk.read(path, from: offset, limit: Self.chunk)
        }
    }
}

extension ByteBuffer {
    /// The bytes without the beginning of a UTF-8 character of which the rest is still to come.
    fileprivate var withoutBrokenEnd: ByteBuffer {
        let tail = Array(readableBytesView.suffix(4))
        guard let start = tail.lastIndex(where: { $0 & 0xC0 != 0x80 }) else { return self }
        let wanted = switch tail[start] {
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: 1
        }
        let present = tail.count - start
        guard present < wanted else { return self }
        return getSlice(at: readerIndex, length: readableBytes - present) ?? self
    }
}
