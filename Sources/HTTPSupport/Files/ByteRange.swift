/// Reads the `Range` header of a request for a file (RFC 9110 §14).
enum ByteRange {
    /// What part of the content is asked for.
    enum Wanted: Hashable {
        case all
        case part(Range<Int64>)
        /// No byte of the content lies in the range.
        case unsatisfiable
    }

    /// - Returns: `.all` also for a header that is malformed, of another unit, or asks for several ranges, which may be
    ///   left unread.
    static func wanted(_ header: String?, of size: Int64) -> Wanted {
        guard let header, let range = spec(header), let dash = range.firstIndex(of: "-") else { return .all }
        let first = range[..<dash], last = range[range.index(after: dash)...]
        if first.isEmpty {
            guard let length = number(last) else { return .all }
            return length == 0 || size == 0 ? .unsatisfiable : .part(max(0, size - length)..<size)
        }
        guard let start = number(first) else { return .all }
        if last.isEmpty { return start < size ? .part(start..<size) : .unsatisfiable }
        guard let end = number(last), start <= end else { return .all }
        return start < size ? .part(start..<(min(end, size - 1) + 1)) : .unsatisfiable
    }

    private static func spec(_ header: String) -> Substring? {
        let words = header.filter { $0 != " " }.split(separator: "=", maxSplits: 1)
        guard words.count == 2, words[0].lowercased() == "bytes", !words[1].contains(",") else { return nil }
        return words[1]
    }

    /// Digits, at most `Int64.max`, which is beyond the end of any file anyway.
    private static func number(_ text: Substring) -> Int64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) else { return nil }
        return Int64(text) ?? .max
    }
}
