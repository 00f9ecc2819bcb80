/// Finds the lines by which a job tells how far it is: `DROVER_PROGRESS 0.25`, `DROVER_PROGRESS 25%`, with any text behind.
/// The lines stay in the log.
struct ProgressLines {
    private static let marker = Array("DROVER_PROGRESS ".utf8)
    /// Longer lines are none of ours.
    private static let lineLimit = 4_096

    private var line: [UInt8] = []
    private var isTooLong = false

    /// Looks at the next bytes of the stream, wherever they are cut.
    /// - Returns: the last progress that was told in them, from 0 to 1.
    mutating func feed(_ bytes: some Sequence<UInt8>) -> Double? {
        var latest: Double?
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                latest = isTooLong ? latest : Self.progress(line) ?? latest
                line.removeAll(keepingCapacity: true)
                isTooLong = false
            } else if line.count < Self.lineLimit {
                line.append(byte)
            } else {
                isTooLong = true
            }
        }
        return latest
    }

    private static func progress(_ line: [UInt8]) -> Double? {
        guard line.starts(with: marker) else { return nil }
        let word = String(decoding: line.dropFirst(marker.count), as: UTF8.self).prefix { !$0.isWhitespace }
        let fraction = word.hasSuffix("%") ? Double(word.dropLast()).map { $0 / 100 } : Double(word)
        return fraction.flatMap { (0...1).contains($0) ? $0 : nil }
    }
}
