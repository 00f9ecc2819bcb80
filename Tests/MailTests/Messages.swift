import Mail

extension MailMessage {
    static func example(
        from: String = "drover@example.org", to: [String] = ["ann@example.org"], cc: [String] = [],
        bcc: [String] = [], subject: String = "Job 7 is complete", body: String = "All is well.\n"
    ) -> MailMessage {
        MailMessage(from: from, to: to, cc: cc, bcc: bcc, subject: subject, body: body)
    }

    /// The text for a fixed date and identifier.
    func text() -> String {
        String(decoding: rendered(date: 1_700_000_000, messageID: "id@example.org"), as: UTF8.self)
    }
}

/// Subjects that are easy to get wrong.
let difficultSubjects = [
    "", " ", "a", " leading", "trailing ", "two  spaces", "=?utf-8?Q?not_encoded?=", "Grüße aus Köln", "漢字とかな",
    "🧑‍🚀 job done 👍🏽", String(repeating: "ä", count: 998), String(repeating: "x", count: 998),
    String(repeating: "word ", count: 199) + "end", String(repeating: "🚀", count: 300),
    "short " + String(repeating: "y", count: 70), String(repeating: "z", count: 66), String(repeating: "z", count: 67),
    "comma, <angle> \"quote\" (comment); colon: @",
]

/// Bodies that are easy to get wrong; each ends its last line.
let difficultBodies = [
    ".\n", "..\n.\n.a\n\n.\n", "a\n.\nb\n", "\n\n\n", "trailing space \ntab\t\n", "= equals =3D\n", "From here\n",
    "Grüße 漢字 🧑‍🚀\n", String(repeating: "long ", count: 5_000) + "\n", String(repeating: "x", count: 5_000) + "\n",
    String(repeating: "x", count: 74) + " \n", String(repeating: "x", count: 75) + "\n",
    String(repeating: "x", count: 76) + "\n", String(repeating: "x", count: 74) + "ü\n",
    String(repeating: "x", count: 75) + ".\n", String(repeating: "ü", count: 900) + "\n", "a\u{0}b\u{7f}\u{1b}[1m\n",
]
