/// Reads what passed between the original server and its job launcher.
enum LauncherReader {
    /// What the launcher stood for when it was restarted: a line of its own in the transcript.
    static let restart = "=====RESTART====="

    static func read(_ lines: [String], _ transcript: String) -> [Exchange] {
        var exchanges: [Exchange] = []
        var title = ""
        for (index, line) in lines.enumerated() {
            if line == restart { title = restart }
            guard line.hasPrefix("> "), index + 4 < lines.count else { continue }
            let words = line.split(separator: " ").map(String.init)
            let answer = lines[index + 3].split(separator: " ", maxSplits: 2).map(String.init)
            var exchange = Exchange(
                number: "\(transcript).\(exchanges.count + 1)", title: title,
                method: TestMethod(rawValue: words[1]) ?? .GET, path: words[2], status: Int(answer[1]) ?? 0
            )
            title = ""
            let sent = dictionary(lines[index + 1])
            for name in ["Authorization", "Node-Id", "Content-Type", "Content-Disposition"] {
                exchange.headers[name] = sent[name]
            }
            exchange.body = body(String(lines[index + 2].dropFirst("  body ".count)))
            exchange.answerHeaders = dictionary(answer.last ?? "")
            exchange.answer = String(lines[index + 4].dropFirst(2))
            exchanges.append(exchange)
        }
        return exchanges
    }

    /// A dictionary of texts, as Python shows it.
    private static func dictionary(_ text: String) -> [String: String] {
        Dictionary(text.matches(of: /'([^']*)': '([^']*)'/).map { (String($0.1), String($0.2)) }) { $1 }
    }

    /// Binary bodies were not recorded, only how long they were.
    private static func body(_ text: String) -> [UInt8]? {
        if let size = text.firstMatch(of: /^<(\d+) bytes binary>$/).flatMap({ Int($0.1) }) {
            return (0..<size).map { UInt8(truncatingIfNeeded: $0 * 7) }
        }
        return text.isEmpty ? nil : Array(text.utf8)
    }
}
