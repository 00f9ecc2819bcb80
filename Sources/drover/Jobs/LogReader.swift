import JSONSupport

/// Which of an execution's streams to show.
enum LogStream: String, Sendable, CaseIterable {
    case stdout
    case stderr
    case combined
}

/// A piece of an answer to a request for a log.
struct LogPart: Sendable {
    let text: String
    let next: Int64
    /// Whether the execution is over and nothing follows.
    let isEnded: Bool

    init(_ json: JSON) {
        text = (json["chunks"]?.arrayValue ?? []).compactMap { $0["text"]?.stringValue }.joined()
        next = json["next"]?.intValue ?? 0
        isEnded = json["ended"]?.boolValue ?? true
    }
}

/// Reads the log of one execution from its beginning, piece by piece.
struct LogReader: Sendable {
    let client: APIClient
    let execution: Int64
    let stream: LogStream

    /// Hands over what there is.
    /// - Parameter follows: whether to go on until the execution ends.
    func read(follows: Bool, to show: (String) async -> Void) async throws {
        var next: Int64 = 0
        while true {
            let part = try await Patience.whileUnreachable { [next] in try await self.part(after: next, waits: follows) }
            if !part.text.isEmpty { await show(part.text) }
            let isAtEnd = part.next == next
            next = part.next
            if isAtEnd, part.isEnded || !follows { return }
        }
    }

    private func part(after number: Int64, waits: Bool) async throws -> LogPart {
        let query = [
            Parameter("stream", stream.rawValue), Parameter("after", number), Parameter("wait", waits ? 30 : 0),
        ]
        return LogPart(
            try await client.get("/api/executions/\(execution)/log", query, of: "execution \(execution)")
        )
    }
}
