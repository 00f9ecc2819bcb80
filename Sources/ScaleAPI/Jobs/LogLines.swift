import JobEngine
import JobModel

/// One line of a log.
struct LogLine {
    let stream: LogStream
    let time: Timestamp
    let order: Int64
    let text: String
}

/// Puts the lines of a log together again, wherever its pieces were cut, up to what one answer may hold.
struct LogLines {
    /// The most lines of one answer; `started` with the time of the last one leads on.
    private static let limit = 10_000
    /// The most bytes of one answer.
    private static let byteLimit = 8 << 20

    /// A line of which the end has not come yet.
    private struct Open {
        var bytes: [UInt8] = []
        var time: Timestamp
        var order: Int64
    }

    private let start: Timestamp?
    private var open: [LogStream: Open] = [:]
    private var size = 0
    private(set) var complete: [LogLine] = []

    /// - Parameter start: the moment from which lines count; nil for all.
    init(from start: Timestamp?) {
        self.start = start
    }

    var isFull: Bool {
        complete.count >= Self.limit || size >= Self.byteLimit
    }

    mutating func add(_ chunk: LogChunk) {
        let parts = chunk.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, bytes) in parts.enumerated() {
            if index > 0 { close(chunk.stream) }
            // Behind a line feed at the end there is no other line yet.
            guard !bytes.isEmpty || index == 0 || index < parts.count - 1 else { continue }
            if open[chunk.stream] == nil {
                open[chunk.stream] = Open(
                    time: Timestamp(rawValue: chunk.time.rawValue + Int64(index)), order: chunk.number * 2_000_000 + Int64(index)
                )
            }
            open[chunk.stream]?.bytes += bytes
        }
    }

    /// Takes the lines that never got an end.
    mutating func finish() {
        for (stream, line) in open.sorted(by: { $0.value.order < $1.value.order }) where !line.bytes.isEmpty { close(stream) }
    }

    private mutating func close(_ stream: LogStream) {
        guard let line = open.removeValue(forKey: stream), !isFull else { return }
        if let start, line.time < start { return }
        size += line.bytes.count
        complete.append(
            LogLine(stream: stream, time: line.time, order: line.order, text: String(decoding: line.bytes, as: UTF8.self))
        )
    }
}
