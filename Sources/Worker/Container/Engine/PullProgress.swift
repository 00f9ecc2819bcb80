import JSONSupport

/// The stream of JSON objects that an engine sends while an image comes, in which it also tells its failures.
struct PullProgress {
    /// Longer lines tell nothing that is wanted here.
    private static let lineLimit = 64 << 10

    private var line: [UInt8] = []

    /// Looks at the next bytes, wherever they are cut.
    /// - Throws: `EngineError.failed` with what the engine says went wrong.
    mutating func feed(_ bytes: some Sequence<UInt8>) throws(EngineError) {
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                try finish()
            } else if line.count < Self.lineLimit {
                line.append(byte)
            }
        }
    }

    /// Looks at the last line, which need not have an end.
    mutating func finish() throws(EngineError) {
        defer { line.removeAll(keepingCapacity: true) }
        guard let message = try? JSON.parse(line) else { return }
        guard let error = message["errorDetail"]?["message"]?.stringValue ?? message["error"]?.stringValue else { return }
        throw .failed(error)
    }
}
