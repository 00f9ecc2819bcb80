import Mail
import Testing

@Suite("SMTP to a real server", .timeLimit(.minutes(2)))
struct SMTPTests {
    private func transport(_ sink: SMTPSink, credentials: SMTPCredentials? = nil) -> SMTPTransport {
        SMTPTransport(host: "127.0.0.1", port: sink.port, credentials: credentials, heloName: "drover.example.org")
    }

    @Test("A plain message arrives as it was written, for everyone of the envelope")
    func plain() async throws {
        try await SMTPSink.with { sink in
            try await transport(sink).send(
                .example(cc: ["cid@example.org"], bcc: ["eve@example.org", "ann@example.org"])
            )
            let message = try #require(try sink.messages().first)
            #expect(message.sender == "drover@example.org")
            #expect(message.recipients == ["ann@example.org", "cid@example.org", "eve@example.org"])
            #expect(message.helo == "drover.example.org")
            #expect(message.credentials == nil)
            #expect(message.subject == "Job 7 is complete")
            #expect(message.body == "All is well.\n")
            #expect(message.defects == [])
            #expect(!message.text.contains("eve"))
            #expect(message.lines.contains { $0.hasPrefix("Message-ID: <") && $0.hasSuffix("@example.org>") })
        }
    }

    @Test("Difficult subjects are read as they were written")
    func subjects() async throws {
        try await SMTPSink.with { sink in
            for subject in difficultSubjects { try await transport(sink).send(.example(subject: subject)) }
            let messages = try sink.messages()
            #expect(messages.map(\.subject) == difficultSubjects)
            #expect(messages.allSatisfy { $0.defects.isEmpty && $0.lines.allSatisfy { $0.utf8.count <= 76 } })
        }
    }

    @Test("Difficult bodies, with dots and long lines, are read as they were written")
    func bodies() async throws {
        try await SMTPSink.with { sink in
            for body in difficultBodies { try await transport(sink).send(.example(body: body)) }
            let messages = try sink.messages()
            #expect(messages.map(\.body) == difficultBodies)
            #expect(messages.allSatisfy { $0.lines.allSatisfy { $0.utf8.count <= 76 } })
        }
    }

    @Test("A message of the largest size goes through")
    func largest() async throws {
        try await SMTPSink.with { sink in
            let body = String(repeating: String(repeating: ".ü", count: 50) + "\n", count: 6_900)
            try await transport(sink).send(.example(body: body))
            #expect(try sink.messages().map(\.body) == [body])
        }
    }

    @Test("A server without EHLO is greeted with HELO")
    func helo() async throws {
        try await SMTPSink.with(.old) { sink in
            try await transport(sink).send(.example())
            #expect(try sink.messages().map(\.helo) == ["drover.example.org"])
        }
    }

    @Test("What was taken is sent, though the server goes away without a farewell")
    func rude() async throws {
        try await SMTPSink.with(.rude) { sink in
            try await transport(sink).send(.example())
            #expect(try sink.messages().count == 1)
        }
    }

    @Test("Credentials are given before the message, and never told")
    func credentials() async throws {
        try await SMTPSink.with { sink in
            let good = try #require(SMTPCredentials(user: "drover", password: "päss word"))
            try await transport(sink, credentials: good).send(.example())
            #expect(try sink.messages().map(\.credentials) == ["\0drover\0päss word"])

            let bad = try #require(SMTPCredentials(user: "drover", password: "hunter2"))
            await #expect(throws: MailError.permanent("AUTH PLAIN: the server answered 535")) {
                try await transport(sink, credentials: bad).send(.example())
            }
            #expect(!"\(transport(sink, credentials: bad))".contains("hunter2"))
        }
        #expect(SMTPCredentials(user: "a\0b", password: "c") == nil)
        #expect(SMTPCredentials(user: "", password: "c") == nil)
    }

    @Test("Credentials are not given to a server that does not ask for them so")
    func credentialsWithoutOffer() async throws {
        try await SMTPSink.with(.old) { sink in
            let credentials = try #require(SMTPCredentials(user: "drover", password: "päss word"))
            await #expect(throws: MailError.permanent("the server does not offer AUTH PLAIN")) {
                try await transport(sink, credentials: credentials).send(.example())
            }
            #expect(try sink.messages().isEmpty)
        }
    }
}
