import JobModel
import Storage

/// Which of a job's streams a piece of log came from. The raw values are stored.
package enum LogStream: Int64, Sendable, Hashable, CaseIterable {
    case stdout = 1
    case stderr = 2

    package var name: String {
        self == .stdout ? "stdout" : "stderr"
    }

    package init?(name: String) {
        guard let stream = LogStream.allCases.first(where: { $0.name == name }) else { return nil }
        self = stream
    }
}

/// A piece of log as it arrived.
package struct LogChunk: Sendable, Hashable {
    /// Its place in the order of arrival, from 1.
    package let number: Int64
    package let stream: LogStream
    package let time: Timestamp
    package let bytes: [UInt8]

    init(_ row: any SQLRow) {
        number = row.int(0)
        stream = LogStream(rawValue: row.int(1)) ?? .stdout
        time = row.time(2)
        bytes = row.bytes(3)
    }
}
