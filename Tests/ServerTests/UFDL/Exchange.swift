import JSONSupport

/// One request that was sent to the original server, and its answer.
struct Exchange: Sendable {
    /// The number of the transcript and of the request in it: `06.31`.
    let number: String
    let title: String
    let method: TestMethod
    let path: String
    var headers: [String: String] = [:]
    var body: [UInt8]?
    let status: Int
    var answerHeaders: [String: String] = [:]
    var answer = ""

    /// What the table of deviations calls it.
    var label: String { "\(number) \(title.isEmpty ? "\(method.rawValue) \(path)" : title)" }

    /// The recorder cut long bodies and says so at the end of them.
    var isCut: Bool { answer.firstMatch(of: /\.\.\. \[\d+( chars)?\]\s*$/) != nil }

    var json: JSON? {
        guard answerHeaders["Content-Type"] == "application/json", !isCut else { return nil }
        return try? JSON.parse(answer)
    }
}
