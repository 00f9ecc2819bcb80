/// What client and server say to each other about one message (RFC 5321, 3).
struct SMTPSession {
    private var connection: SMTPConnection

    init(_ connection: SMTPConnection) {
        self.connection = connection
    }

    /// Goes from the greeting to the server's word that it has the message. Nobody gets the message when one recipient
    /// is refused: the text is sent only when all are accepted.
    mutating func deliver(
        _ mail: PreparedMail, heloName: String, credentials: SMTPCredentials?
    ) async throws(MailError) {
        let greeting = try await connection.reply()
        guard greeting.isPositive else { throw greeting.error("greeting") }
        let extensions = try await introduce(as: heloName)
        if let credentials { try await authenticate(credentials, extensions) }
        try await accept("MAIL FROM:<\(mail.sender)>", "sender \(mail.sender)")
        for recipient in mail.recipients {
            try await accept("RCPT TO:<\(recipient)>", "recipient \(recipient)")
        }
        let go = try await connection.command("DATA")
        guard go.isIntermediate else { throw go.error("DATA") }
        let answer = try await connection.text(mail.bytes)
        guard answer.isPositive else { throw answer.error("message") }
    }

    /// Takes leave; what comes of it changes nothing any more.
    mutating func quit() async {
        _ = try? await connection.command("QUIT")
    }

    /// - Returns: the extensions of the server, in upper case; none when it knows only HELO.
    private mutating func introduce(as name: String) async throws(MailError) -> [String] {
        let answer = try await connection.command("EHLO \(name)")
        if answer.isPositive { return answer.lines.dropFirst().map { $0.uppercased() } }
        guard answer.isPermanentFailure else { throw answer.error("EHLO") }
        try await accept("HELO \(name)", "HELO")
        return []
    }

    /// The server's text stays out of the error: it may repeat what was sent.
    private mutating func authenticate(
        _ credentials: SMTPCredentials, _ extensions: [String]
    ) async throws(MailError) {
        let mechanisms = extensions.map { $0.split(whereSeparator: { $0 == " " || $0 == "=" }) }
            .filter { $0.first == "AUTH" }.joined()
        guard mechanisms.contains("PLAIN") else { throw .permanent("the server does not offer AUTH PLAIN") }
        let answer = try await connection.command("AUTH PLAIN " + credentials.initialResponse)
        guard answer.isPositive else { throw SMTPReply(code: answer.code, lines: []).error("AUTH PLAIN") }
    }

    private mutating func accept(_ command: String, _ step: String) async throws(MailError) {
        let answer = try await connection.command(command)
        guard answer.isPositive else { throw answer.error(step) }
    }
}
