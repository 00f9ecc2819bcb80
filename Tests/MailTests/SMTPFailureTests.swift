import Mail
import Testing

@Suite("SMTP that fails", .timeLimit(.minutes(2)))
struct SMTPFailureTests {
    private func failure(
        port: Int, _ message: MailMessage = .example(), heloName: String = "localhost",
        timeLimit: Duration = .seconds(60)
    ) async -> MailError? {
        do throws(MailError) {
            try await SMTPTransport(host: "127.0.0.1", port: port, heloName: heloName, timeLimit: timeLimit)
                .send(message)
            return nil
        } catch {
            return error
        }
    }

    @Test("550 for one of several recipients is permanent, and nobody gets the message")
    func refused() async throws {
        try await SMTPSink.with { sink in
            let error = await failure(port: sink.port, .example(to: ["ann@example.org", "refused@example.org"]))
            #expect(error == .permanent(
                "recipient refused@example.org: the server answered 550 5.1.1 no such 5.1.1 user here"
            ))
            let messages = try sink.messages()
            #expect(messages.isEmpty)
        }
    }

    @Test("451 is temporary")
    func later() async throws {
        try await SMTPSink.with { sink in
            let error = await failure(port: sink.port, .example(bcc: ["later@example.org"]))
            #expect(error == .temporary(
                "recipient later@example.org: the server answered 451 4.7.1 try again later"
            ))
            #expect(error?.isTemporary == true)
        }
    }

    @Test("A refusal of the text is told")
    func text() async throws {
        try await SMTPSink.with { sink in
            let error = await failure(port: sink.port, .example(body: "unwanted"))
            #expect(error == .permanent("message: the server answered 554 5.6.0 not this text"))
        }
    }

    @Test("An invalid message or HELO name reaches no server")
    func invalid() async throws {
        let port = try await ScriptedPeer.deadPort()
        let evil = "ann@example.org>\r\nRCPT TO:<eve@example.org"
        #expect(await failure(port: port, .example(to: [evil]))?.isTemporary == false)
        #expect(await failure(port: port, .example(from: evil))?.isTemporary == false)
        #expect(await failure(port: port, .example(subject: "a\r\nBcc: eve@example.org"))?.isTemporary == false)
        #expect(await failure(port: port, heloName: "a\r\nMAIL FROM:<>")?.isTemporary == false)
    }

    @Test("Nobody listening is temporary")
    func noListener() async throws {
        let error = await failure(port: try await ScriptedPeer.deadPort())
        #expect(error?.isTemporary == true)
        #expect(error?.description.contains("no connection") == true)
    }

    @Test("A refusal in the greeting counts by its code", arguments: [
        ("421 busy\r\n", true), ("554 go away\r\n", false),
    ])
    func greeting(_ greeting: String, isTemporary: Bool) async throws {
        try await ScriptedPeer.with(greeting) { port, _ in
            #expect(await failure(port: port)?.isTemporary == isTemporary)
        }
    }

    @Test("What is no SMTP is temporary, without end or not", arguments: [
        "HTTP/1.1 400 Bad Request\r\n\r\n", String(repeating: "2", count: 100_000),
        String(repeating: "220-more\r\n", count: 101),
    ])
    func noSMTP(_ greeting: String) async throws {
        try await ScriptedPeer.with(greeting) { port, _ in
            let error = await failure(port: port)
            #expect(error?.isTemporary == true)
            #expect(error?.description.contains("server") == true)
        }
    }

    @Test("Silence ends with the time limit, before and after the greeting", arguments: ["", "220 hello\r\n"])
    func silence(_ greeting: String) async throws {
        try await ScriptedPeer.with(greeting) { port, _ in
            let error = await failure(port: port, timeLimit: .milliseconds(200))
            #expect(error == .temporary("127.0.0.1:\(port): no end within 0.2 seconds"))
        }
    }

    @Test("Cancelling ends the wait for a silent server")
    func cancellation() async throws {
        try await ScriptedPeer.with("") { port, connections in
            let sending = Task { await failure(port: port) }
            for await _ in connections { break }
            sending.cancel()
            #expect(await sending.value?.isTemporary == true)
        }
    }
}
