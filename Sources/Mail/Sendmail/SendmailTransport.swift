import FoundationEssentials
import Subprocess
import SystemPackage

/// Hands messages to the machine's own mail system through a command with the interface of sendmail(8), such as that of
/// Postfix, Exim, OpenSMTPD or msmtp: `command -i -f from -- recipient…`, the message on standard input.
package struct SendmailTransport: MailTransport {
    private let command: String
    private let timeLimit: Duration

    /// What the command may need to find its own settings; the rest of this process's environment may hold secrets.
    private static let environmentNames = ["PATH", "HOME", "USER", "LOGNAME", "LANG", "TZ", "TMPDIR"]
    /// The process and what it started are asked to end and have this long before they are killed.
    private static let grace = Duration.seconds(2)

    /// - Parameters:
    ///   - command: the path of the program.
    ///   - timeLimit: the command is ended after this time.
    package init(command: String = "/usr/sbin/sendmail", timeLimit: Duration = .seconds(60)) {
        self.command = command
        self.timeLimit = timeLimit
    }

    /// Runs the command once for all recipients.
    /// - Throws: a temporary error for exit status 75 (`EX_TEMPFAIL` of sysexits.h), a signal, the time limit,
    ///   cancellation, or a lack of processes, memory or descriptors; a permanent one for every other failure.
    package func send(_ message: MailMessage) async throws(MailError) {
        let mail = try PreparedMail(message)
        try SpareDescriptors.check()
        SendmailOutcome.ignoreBrokenPipes()
        let outcome: SendmailOutcome?
        do {
            outcome = try await withinLimit { try await run(mail) }
        } catch {
            throw SendmailOutcome.launchError(error, command: command)
        }
        guard let outcome else { throw .temporary("\(command) did not end within \(timeLimit)") }
        try outcome.check(command: command)
    }

    private func run(_ mail: PreparedMail) async throws -> SendmailOutcome {
        let result = try await Subprocess.run(
            .path(FilePath(command)),
            arguments: Arguments(["-i", "-f", mail.sender, "--"] + mail.recipients),
            environment: Self.environment,
            platformOptions: Self.options,
            input: .inputWriter,
            output: .discarded,
            error: .sequence
        ) { execution in
            // Both at once: a command that complains at length before it reads would wait for ever.
            async let complaint = SendmailOutcome.head(of: execution.standardError)
            // A command may refuse before it has read everything; its exit status tells why.
            let written = try? await execution.standardInputWriter.write(mail.bytes)
            try? await execution.standardInputWriter.finish()
            return (hasReadAll: written == mail.bytes.count, complaint: await complaint)
        }
        return SendmailOutcome(
            status: result.terminationStatus, hasReadAll: result.closureResult.hasReadAll,
            complaint: result.closureResult.complaint
        )
    }

    /// - Returns: nil when the time was over first; what `body` started is gone then.
    private func withinLimit(
        _ body: @escaping @Sendable () async throws -> SendmailOutcome
    ) async throws -> SendmailOutcome? {
        try await withThrowingTaskGroup(of: SendmailOutcome?.self) { group in
            group.addTask(operation: body)
            group.addTask { [timeLimit] in
                try await Task.sleep(for: timeLimit)
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }

    private static var environment: Environment {
        let own = ProcessInfo.processInfo.environment
        let kept = environmentNames.compactMap { name in own[name].map { (Environment.Key(stringLiteral: name), $0) } }
        return .custom(Dictionary(uniqueKeysWithValues: kept))
    }

    private static var options: PlatformOptions {
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [.gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: grace)]
        return options
    }
}
