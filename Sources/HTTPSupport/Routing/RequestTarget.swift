/// The path and the query of a request, still as they were sent.
struct RequestTarget: Sendable {
    /// The whole target, beginning with the path.
    private let text: String
    private let queryStart: Int?

    /// - Parameter target: what stands behind the method; also the absolute form, of which host and scheme are dropped.
    /// - Returns: nil for a target without a path, such as `*`.
    init?(_ target: String) {
        var text = target
        if text.utf8.first != UInt8(ascii: "/") {
            guard let path = Self.pathOfAbsoluteForm(text) else { return nil }
            text = path
        }
        self.init(path: text)
    }

    private init(path text: String) {
        var text = text
        let marks = text.withUTF8 { bytes in
            (
                query: bytes.firstIndex(of: UInt8(ascii: "?")),
                // A right client never sends a fragment; whatever it is, it is no part of the path.
                fragment: bytes.firstIndex(of: UInt8(ascii: "#"))
            )
        }
        if let fragment = marks.fragment { text = String(decoding: text.utf8.prefix(fragment), as: UTF8.self) }
        self.text = text
        queryStart = marks.query.flatMap { $0 < text.utf8.count ? $0 : nil }
    }

    private static func pathOfAbsoluteForm(_ text: String) -> String? {
        for scheme in ["http://", "https://"] where text.lowercased().hasPrefix(scheme) {
            let rest = text.dropFirst(scheme.count)
            guard let slash = rest.firstIndex(of: "/") else { return "/" }
            return String(rest[slash...])
        }
        return nil
    }

    /// The path without the query.
    var path: Substring {
        guard let queryStart else { return text[...] }
        return text[..<text.utf8.index(text.startIndex, offsetBy: queryStart)]
    }

    /// What stands behind the question mark; nil without one.
    var query: Substring? {
        guard let queryStart else { return nil }
        return text[text.utf8.index(text.startIndex, offsetBy: queryStart + 1)...]
    }

    var endsWithSlash: Bool {
        path.utf8.last == UInt8(ascii: "/")
    }

    /// The same target without a prefix, where it has it.
    func dropping(prefix: String) -> RequestTarget? {
        guard !prefix.isEmpty, text.utf8.starts(with: prefix.utf8) else { return nil }
        let rest = text.utf8.dropFirst(prefix.utf8.count)
        return rest.first == UInt8(ascii: "/") ? RequestTarget(path: String(Substring(rest))) : nil
    }

    /// Hands the bytes of the path to `body`, with the range between its first slash and a last one.
    func withPath<Value>(_ body: (UnsafeBufferPointer<UInt8>, Range<Int>) -> Value) -> Value {
        var text = text
        return text.withUTF8 { bytes in
            let end = queryStart ?? bytes.count
            // Two slashes are not the root with a slash at its end.
            let trimmed = end > 2 && bytes[end - 1] == UInt8(ascii: "/") ? end - 1 : end
            return body(bytes, 1..<max(1, trimmed))
        }
    }
}
