import NIOCore
import Testing

@testable import Mail

@Suite("SMTP on the wire")
struct SMTPWireTests {
    @Test("Replies are found however they are cut")
    func replies() throws {
        let text = "250-one\r\n250-two three\r\n250 four\r\n354\r\n550 no\n"
        for size in 1...text.utf8.count {
            var parser = SMTPReplyParser()
            var replies: [SMTPReply] = []
            for start in stride(from: 0, to: text.utf8.count, by: size) {
                parser.add(ByteBuffer(bytes: Array(text.utf8)[start..<min(start + size, text.utf8.count)]))
                while let reply = try parser.next() { replies.append(reply) }
            }
            #expect(replies == [
                SMTPReply(code: 250, lines: ["one", "two three", "four"]), SMTPReply(code: 354, lines: [""]),
                SMTPReply(code: 550, lines: ["no"]),
            ])
        }
    }

    @Test("Lines and replies have limits")
    func limits() throws {
        var parser = SMTPReplyParser()
        parser.add(ByteBuffer(string: "220 " + String(repeating: "x", count: 2042) + "\r\n"))
        #expect(try parser.next()?.code == 220)
        parser.add(ByteBuffer(string: "220 " + String(repeating: "x", count: 2043) + "\r\n"))
        #expect(throws: MailError.self) { try parser.next() }
    }

    @Test("What is no reply is an error", arguments: ["", "22", "2x0 a", "220_a", "-20 a", "+20 a", "150 a", "600 a"])
    func malformed(_ line: String) {
        var parser = SMTPReplyParser()
        parser.add(ByteBuffer(string: line + "\r\n"))
        #expect(throws: MailError.self) { try parser.next() }
    }

    @Test("Dots at the start of a line are doubled and one ends the text")
    func dots() {
        func stuffed(_ text: String) -> String { String(buffer: SMTPConnection.dotStuffed(Array(text.utf8))) }
        #expect(stuffed("a.\r\n.\r\n..b\r\n") == "a.\r\n..\r\n...b\r\n.\r\n")
        #expect(stuffed("a\r\n\r\n") == "a\r\n\r\n.\r\n")
    }
}
