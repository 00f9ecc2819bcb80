import Mail
import Testing

@Suite("The text of a message")
struct RenderingTests {
    @Test("It has the headers in order and no Bcc")
    func plain() {
        let message = MailMessage.example(
            to: ["ann@example.org", "bob@example.org"], cc: ["cid@example.org"], bcc: ["eve@example.org"]
        )
        let expected = """
            From: drover@example.org
            To: ann@example.org,
             bob@example.org
            Cc: cid@example.org
            Subject: Job 7 is complete
            Date: Tue, 14 Nov 2023 22:13:20 +0000
            Message-ID: <id@example.org>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            All is well.

            """
        #expect(message.text() == expected.replacing("\n", with: "\r\n"))
    }

    @Test("Dates are right at the edges", arguments: [
        (0, "Thu, 01 Jan 1970 00:00:00 +0000"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 +0000"),
        (-1, "Thu, 01 Jan 1970 00:00:00 +0000"), (Int64.max, "Fri, 31 Dec 9999 23:59:59 +0000"),
    ] as [(Int64, String)])
    func date(_ seconds: Int64, _ text: String) {
        let rendered = MailMessage.example().rendered(date: seconds, messageID: "a@b")
        #expect(String(decoding: rendered, as: UTF8.self).contains("\r\nDate: \(text)\r\n"))
    }

    @Test("Lines end with CRLF and are short, whatever subject and body hold")
    func lines() {
        for (subject, body) in difficultSubjects.flatMap({ subject in difficultBodies.map { (subject, $0) } }) {
            let message = MailMessage.example(subject: subject, body: body)
            let bytes = message.rendered(date: 0, messageID: "id@example.org")
            #expect(bytes.suffix(2) == [13, 10])
            #expect(bytes.allSatisfy { $0 < 127 && ($0 >= 32 || [9, 10, 13].contains($0)) })
            let lines = bytes.split(separator: 10, omittingEmptySubsequences: false).dropLast()
            #expect(lines.allSatisfy { $0.last == 13 && !$0.dropLast().contains(13) })
            #expect(lines.allSatisfy { $0.count <= 77 }, "\(subject) \(body)")
        }
    }

    @Test("Every kind of line end is one; the last line gets one")
    func lineEnds() {
        func body(_ text: String) -> String {
            let rendered = MailMessage.example(body: text).text()
            return rendered.firstRange(of: "\r\n\r\n").map { String(rendered[$0.upperBound...]) } ?? ""
        }
        #expect(body("a\rb\nc\r\nd") == "a\r\nb\r\nc\r\nd\r\n")
        #expect(body("a\r") == "a\r\n")
        #expect(body("\n\r") == "\r\n\r\n")
        #expect(body("") == "")
        #expect(body("a ") == "a=20\r\n")
    }

    @Test("No value of a message that was never validated can add a header")
    func injection() {
        for end in ["\r\n", "\n", "\r", "\u{85}", "\u{2028}", "\r\n\r\n"] {
            let evil = "x@example.org\(end)Bcc: eve@example.org\(end)"
            let message = MailMessage.example(from: evil, to: [evil], cc: [evil], bcc: [evil], subject: evil)
            let bytes = message.rendered(date: 0, messageID: evil + ">\(end)X-Evil: 1")
            let head = String(decoding: bytes, as: UTF8.self).replacing("\r\n ", with: " ")
                .split(separator: "\r\n", omittingEmptySubsequences: false)
            #expect(head.map { $0.prefix { $0 != ":" } } == [
                "From", "To", "Cc", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type",
                "Content-Transfer-Encoding", "", "All is well.", "",
            ])
            #expect(!bytes.contains { $0 > 126 })
        }
    }
}
