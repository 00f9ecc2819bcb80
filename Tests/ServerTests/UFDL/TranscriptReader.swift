import Foundation

/// Reads the recorded answers of the original server.
enum TranscriptReader {
    static func read(_ name: String) throws -> [Exchange] {
        let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
        let text = try String(contentsOf: fixtures.appending(path: name), encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let number = String(name.prefix(2))
        return name.contains("launcher") ? LauncherReader.read(lines, number) : try commands(lines, number)
    }

    private static func commands(_ lines: [String], _ transcript: String) throws -> [Exchange] {
        var exchanges: [Exchange] = []
        var title = ""
        var index = 0
        while index < lines.count {
            let line = lines[index]
            if line.hasPrefix("### ") { title = String(line.dropFirst(4)) }
            guard line.hasPrefix("$ curl ") else {
                index += 1
                continue
            }
            let status = lines[index...].firstIndex { $0.hasPrefix("HTTP/") } ?? index
            let blank = lines[status...].firstIndex(of: "") ?? status
            let end = lines[blank...].firstIndex { $0.hasPrefix("----------") } ?? lines.count
            let number = "\(transcript).\(exchanges.count + 1)"
            var exchange = try request(lines[index..<status].joined(separator: "\n"), number, title, lines[status])
            for header in lines[(status + 1)..<blank] {
                let parts = header.split(separator: ": ", maxSplits: 1).map(String.init)
                exchange.answerHeaders[parts[0]] = parts.last
            }
            exchange.answer = lines[(blank + 1)..<max(blank + 1, end - 1)].joined(separator: "\n")
            exchanges.append(exchange)
            title = ""
            index = end
        }
        return exchanges
    }

    private static func request(_ line: String, _ number: String, _ title: String, _ status: String) throws -> Exchange {
        let words = ShellWords.split(line)
        guard let method = words.firstIndex(of: "-X").flatMap({ TestMethod(rawValue: words[$0 + 1]) }),
            let path = words.last, let code = Int(status.split(separator: " ")[1])
        else { throw TestFailure("cannot read \(line)") }
        var exchange = Exchange(number: number, title: title, method: method, path: path, status: code)
        for (option, value) in zip(words, words.dropFirst()) {
            switch option {
            case "-H":
                let colon = value.firstIndex(of: ":") ?? value.endIndex
                exchange.headers[String(value[..<colon])] = String(value[colon...].dropFirst(2))
            case "-d": exchange.body = Array(value.utf8)
            case "--data-binary": exchange.body = ShellWords.pythonBytes(value)
            default: break
            }
        }
        return exchange
    }
}
