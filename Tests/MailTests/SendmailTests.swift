import FoundationEssentials
import Glibc
import Mail
import Testing

@Suite("A sendmail command", .timeLimit(.minutes(2)))
struct SendmailTests {
    /// Sends through a shell script of the given lines, which finds its own folder in `$folder`.
    private func send(
        _ lines: String, _ message: MailMessage = .example(), timeLimit: Duration = .seconds(60),
        then check: (TemporaryFolder, MailError?) throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let script = try folder.write("sendmail", "#!/bin/sh\nfolder='\(folder.path)'\n\(lines)\n", permissions: 0o700)
        do throws(MailError) {
            try await SendmailTransport(command: script, timeLimit: timeLimit).send(message)
        } catch {
            return try check(folder, error)
        }
        try check(folder, nil)
    }

    @Test("It gets the envelope as arguments, the text as standard input, and no other environment")
    func plain() async throws {
        let keep = "printf '%s\\n' \"$@\" > $folder/arguments; env > $folder/environment; cat > $folder/message"
        let message = MailMessage.example(cc: ["cid@example.org"], bcc: ["eve@example.org"], body: ".\nGrüße\n")
        try await send(keep, message) { folder, error in
            #expect(error == nil)
            #expect(try folder.read("arguments").split(separator: "\n") == [
                "-i", "-f", "drover@example.org", "--", "ann@example.org", "cid@example.org", "eve@example.org",
            ])
            let text = try folder.read("message")
            #expect(text.hasPrefix("From: drover@example.org\r\nTo: ann@example.org\r\nCc: cid@example.org\r\n"))
            #expect(text.hasSuffix("\r\n\r\n.\r\nGr=C3=BC=C3=9Fe\r\n"))
            #expect(!text.contains("eve"))
            let names = try folder.read("environment").split(separator: "\n")
                .compactMap { $0.split(separator: "=").first }
            let expected: Set<Substring> = [
                "PATH", "HOME", "USER", "LOGNAME", "LANG", "TZ", "TMPDIR", "PWD", "OLDPWD", "SHLVL", "_",
            ]
            #expect(expected.isSuperset(of: names), "\(names)")
            #expect(names.contains("PATH"))
        }
    }

    @Test("Exit status 75 is temporary, read or not", arguments: ["cat > /dev/null; exit 75", "exit 75"])
    func temporary(_ script: String) async throws {
        let large = MailMessage.example(body: String(repeating: "x", count: 1 << 20))
        try await send("echo 'queue is full' >&2; " + script, large) { _, error in
            #expect(error?.isTemporary == true)
            #expect(error?.description.hasSuffix("failed for now with exit status 75: queue is full") == true)
        }
    }

    @Test("Other failures are permanent and told")
    func permanent() async throws {
        try await send("cat > /dev/null; printf 'no\\nsuch \\033[1muser' >&2; exit 67") { _, error in
            #expect(error?.isTemporary == false)
            #expect(error?.description.hasSuffix("failed with exit status 67: no such [1muser") == true)
        }
        try await send("exit 0", .example(body: String(repeating: "x", count: 1 << 20))) { _, error in
            #expect(error?.isTemporary == false)
            #expect(error?.description.hasSuffix("ended well without reading the whole message") == true)
        }
    }

    @Test("A command that complains at length before it reads does not get stuck")
    func longComplaint() async throws {
        let script = "head -c 1000000 /dev/zero | tr '\\0' x >&2; cat > $folder/message"
        try await send(script, .example(body: String(repeating: "x", count: 1 << 20))) { folder, error in
            #expect(error == nil)
            let text = try folder.read("message")
            #expect(text.utf8.count > 1 << 20)
        }
    }

    @Test("What the command leaves in the background holds up nothing and lives on")
    func background() async throws {
        try await send("sleep 100 & echo $! > $folder/pid; cat > /dev/null", timeLimit: .seconds(30)) { folder, error in
            #expect(error == nil)
            let process = try #require(Int32(try folder.read("pid").filter(\.isNumber)))
            #expect(kill(process, SIGKILL) == 0)
        }
    }

    @Test("A command that does not end is ended")
    func timeLimit() async throws {
        try await send("exec sleep 100", timeLimit: .milliseconds(300)) { _, error in
            #expect(error?.isTemporary == true)
            #expect(error?.description.hasSuffix("did not end within 0.3 seconds") == true)
        }
        try await send("kill -9 $$") { _, error in
            #expect(error?.isTemporary == true)
        }
    }

    @Test("A command that does not exist is permanent")
    func missing() async {
        let error = await #expect(throws: MailError.self) {
            try await SendmailTransport(command: "/nonexistent/sendmail").send(.example())
        }
        #expect(error?.isTemporary == false)
        #expect(error?.description.hasPrefix("/nonexistent/sendmail could not be run: ") == true)
    }

    @Test("An invalid message starts nothing")
    func invalid() async throws {
        let evil = ["-oQ/tmp@example.org", "a@b\nBcc: c@d", "--"]
        for address in evil {
            try await send("touch $folder/started", .example(to: [address])) { folder, error in
                #expect(error?.isTemporary == false)
                #expect(!FileManager.default.fileExists(atPath: folder.path + "/started"))
            }
        }
    }
}
