import JSONSupport

/// Where this server means to answer otherwise than the original, and why.
enum Deviations {
    enum Answer: Sendable {
        /// With this status; where fields are given, with these among others.
        case answers(Int, JSON)
        /// Not sent: it makes sense only with rows that the original has built in.
        case skipped

        static func status(_ status: Int) -> Answer { .answers(status, .null) }
        static func detail(_ status: Int, _ detail: String) -> Answer { .answers(status, ["detail": .string(detail)]) }
    }

    struct Group: Sendable {
        let why: String
        let answers: [(label: String, answer: Answer)]

        init(_ why: String, _ answers: [(label: String, answer: Answer)]) {
            self.why = why
            self.answers = answers
        }
    }

    /// A field that differs wherever it occurs.
    struct Field: Sendable {
        let name: String
        let transcripts: [String]
        /// As JSON; nil for any value.
        let expected: String?
        let got: String?
        let why: String

        func covers(_ difference: AnswerComparison.Difference, _ exchange: Exchange) -> Bool {
            name == difference.field && transcripts.contains(String(exchange.number.prefix(2)))
                && (expected ?? difference.expected) == difference.expected && (got ?? difference.got) == difference.got
        }
    }

    static let byLabel = Dictionary(
        uniqueKeysWithValues: (accounts + types + nodes + templates + jobs).flatMap(\.answers).map { ($0.label, $0.answer) }
    )

    static let fields = [
        Field(
            name: "creator", transcripts: ["05", "10"], expected: "null", got: "1", why: "a template keeps who imported it"
        ),
        Field(
            name: "last_login", transcripts: ["01"], expected: "null", got: nil,
            why: "a log-in is noted when it happens, not with the first request after it"
        ),
        Field(
            name: "email", transcripts: ["01"], expected: #""admin@admin.net""#, got: #""""#,
            why: "the original's first user has an address"
        ),
    ]

    /// Rows made by requests that the original did not know.
    static let undone: Set = ["02.19 create at /v1/job-types (seed 000)", "02.20 create at /v1/job-types/"]

    static func notAllowed(_ method: String) -> Answer { .detail(405, "Method \"\(method)\" not allowed.") }
}
