import Mail
import Testing

@Suite("Validation of a message")
struct ValidationTests {
    private func broken(_ message: MailMessage) -> MailMessageError.Field? {
        do throws(MailMessageError) {
            try message.validate()
            return nil
        } catch {
            return error.field
        }
    }

    @Test("Common addresses are taken", arguments: [
        "a@b", "root@localhost", "first.last+tag@sub.example.org", "o'neil_x=y@xn--kln-sna.de", "1@2.3",
        "\(String(repeating: "a", count: 64))@example.org",
    ])
    func goodAddress(_ address: String) {
        #expect(broken(.example(from: address, to: [address])) == nil)
    }

    @Test("Anything else is refused wherever it stands", arguments: [
        "", "ann", "@example.org", "ann@", "ann@@example.org", "a@b@c", "ann @example.org", " ann@example.org",
        "ann@example.org ", "ann@exa mple.org", "ann@example.org\n", "ann@example.org\r\nBcc: eve@example.org",
        "ann\r@example.org", "ann\n@example.org", "ann\0@example.org", "ann\t@example.org", "ann\u{7f}@example.org",
        "ann\u{2028}@example.org", "änn@example.org", "ann@köln.de", "<ann@example.org>", "Ann <ann@example.org>",
        "a,b@example.org", "\"a b\"@example.org", ".ann@example.org", "ann.@example.org", "a..b@example.org",
        "ann@.example.org", "ann@example.org.", "ann@-example.org", "ann@example-.org", "ann@[127.0.0.1]",
        "-oQ/tmp@example.org", "|cat@example.org", "${run{id}}@example.org", "a%b@example.org", "a!b@example.org",
        "\(String(repeating: "a", count: 65))@example.org", "a@\(String(repeating: "b", count: 64)).org",
        "a@\(String(repeating: "b.", count: 127))org",
    ])
    func badAddress(_ address: String) {
        let good = "ann@example.org"
        #expect(broken(.example(from: address)) == .from)
        #expect(broken(.example(to: [good, address])) == .to(1))
        #expect(broken(.example(cc: [address])) == .cc(0))
        #expect(broken(.example(bcc: [good, good, address])) == .bcc(2))
    }

    @Test("There are 1 to 100 recipients, in whichever fields")
    func recipients() {
        let many = (0..<100).map { "user\($0)@example.org" }
        #expect(broken(.example(to: [])) == .recipients)
        #expect(broken(.example(to: [], bcc: ["ann@example.org"])) == nil)
        #expect(broken(.example(to: Array(many[..<40]), cc: Array(many[40..<80]), bcc: Array(many[80...]))) == nil)
        #expect(broken(.example(to: many, bcc: ["ann@example.org"])) == .recipients)
        let repeated = MailMessage.example(to: ["a@b", "c@d"], cc: ["a@b"], bcc: ["e@f", "c@d"])
        #expect(repeated.recipients == ["a@b", "c@d", "e@f"])
    }

    @Test("A subject is one line of at most 998 characters")
    func subject() {
        for subject in difficultSubjects { #expect(broken(.example(subject: subject)) == nil, "\(subject)") }
        for sign in ["\r", "\n", "\r\n", "\0", "\t", "\u{1b}", "\u{7f}", "\u{85}"] {
            #expect(broken(.example(subject: "a\(sign)b")) == .subject)
        }
        #expect(broken(.example(subject: String(repeating: "ä", count: 999))) == .subject)
    }

    @Test("A body has at most a mebibyte")
    func body() {
        #expect(broken(.example(body: String(repeating: "x", count: 1 << 20))) == nil)
        #expect(broken(.example(body: String(repeating: "x", count: 1 << 20) + "x")) == .body)
    }

    @Test("The error names the field and the rule, not the value")
    func text() {
        let error = #expect(throws: MailMessageError.self) {
            try MailMessage.example(to: ["secret value"]).validate()
        }
        #expect(error?.description.hasPrefix("to[0] must be an address") == true)
        #expect(error?.description.contains("secret") == false)
    }
}
