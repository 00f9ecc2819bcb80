import FoundationEssentials
import Subprocess
import SystemPackage

/// A real SMTP server, Python's own, in a process of its own; it keeps what it is sent as it came and as Python's mail
/// parser reads it.
struct SMTPSink: Sendable {
    let port: Int
    private let folder: String

    /// How the server departs from a friendly one.
    enum Manner: String {
        case friendly
        /// Knows no EHLO.
        case old
        /// Closes at QUIT without a word.
        case rude
    }

    struct Message: Decodable {
        let sender: String
        let recipients: [String]
        let helo: String
        let credentials: String?
        /// The text without the dots of the transfer, with LF line ends.
        let text: String
        let subject: String
        let body: String
        /// What the parser found wrong.
        let defects: [String]

        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    }

    /// Starts a server on a free port, runs `body` once it listens, and stops it.
    static func with(_ manner: Manner = .friendly, _ body: (SMTPSink) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let script = try folder.write("sink.py", smtpSinkScript)
        _ = try await Subprocess.run(
            .name("python3"), arguments: ["-W", "ignore", script, folder.path, manner.rawValue],
            input: .none, output: .sequence, error: .currentStandardError
        ) { execution in
            for try await line in execution.standardOutput.strings() {
                guard let port = Int(line.filter(\.isNumber)) else { throw Unusable(line: line) }
                try await body(SMTPSink(port: port, folder: folder.path))
                await execution.teardown(using: [])
                return
            }
            throw Unusable(line: "")
        }
    }

    struct Unusable: Error {
        let line: String
    }

    /// What has arrived, in order.
    func messages() throws -> [Message] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }
        return try names.sorted().map { name in
            try JSONDecoder().decode(Message.self, from: Data(contentsOf: URL(filePath: folder + "/" + name)))
        }
    }
}

private let smtpSinkScript = #"""
    import asyncore, base64, email, email.policy, json, os, smtpd, sys

    folder, manner = sys.argv[1:]

    class Channel(smtpd.SMTPChannel):
        credentials = None

        def smtp_EHLO(self, arg):
            if manner == "old":
                return self.push("502 5.5.1 not known here")
            self.seen_greeting = arg
            self.extended_smtp = True
            self.push("250-sink greets " + arg + "\r\n250-SIZE 4000000\r\n250-AUTH LOGIN PLAIN\r\n250 HELP")

        def smtp_AUTH(self, arg):
            given = base64.b64decode(arg.split()[1]).decode()
            if given != "\0drover\0p\u00e4ss word":
                return self.push("535 5.7.8 refused: " + arg)
            Channel.credentials = given
            self.push("235 2.7.0 welcome")

        def smtp_RCPT(self, arg):
            if "refused" in arg:
                return self.push("550-5.1.1 no such\r\n550 5.1.1 user here")
            if "later" in arg:
                return self.push("451 4.7.1 try again later")
            super().smtp_RCPT(arg)

        def smtp_QUIT(self, arg):
            if manner == "rude":
                return self.close()
            super().smtp_QUIT(arg)

    class Sink(smtpd.SMTPServer):
        channel_class = Channel
        count = 0

        def handle_accepted(self, connection, address):
            self.channel = Channel(self, connection, address, self.data_size_limit, self._map)

        def process_message(self, peer, sender, recipients, data, **options):
            # The line end before the dot that ends the text is the text's own.
            data += b"\n"
            if b"unwanted" in data:
                return "554 5.6.0 not this text"
            message = email.message_from_bytes(data, policy=email.policy.default)
            self.count += 1
            record = {
                "sender": sender, "recipients": recipients, "helo": self.channel.seen_greeting,
                "credentials": self.channel.credentials, "text": data.decode("ascii"),
                "subject": message["Subject"], "body": message.get_content(),
                "defects": [str(d) for d in message.defects] + [str(d) for h in message.values() for d in h.defects],
            }
            path = os.path.join(folder, "%03d.json" % self.count)
            with open(path, "w") as file:
                json.dump(record, file)

    sink = Sink(("127.0.0.1", 0), None, data_size_limit=4000000)
    print(sink.socket.getsockname()[1], flush=True)
    asyncore.loop()
    """#
