import JSONSupport
import JobEngine
import Logging
import Mail
import ServiceLifecycle

/// How the server sends mail.
package enum MailRoute: Sendable, Hashable {
    /// A command that takes messages as sendmail does.
    case command(String)
    /// A relay on this machine or in a trusted network.
    case relay(host: String, port: Int)

    fileprivate var transport: any MailTransport {
        switch self {
        case .command(let command): SendmailTransport(command: command)
        case .relay(let host, let port): SMTPTransport(host: host, port: port)
        }
    }
}

/// What is needed to send mail.
package struct MailSettings: Sendable, Hashable {
    package var route: MailRoute
    /// The sender's address.
    package var from: String

    package init(route: MailRoute, from: String) {
        self.route = route
        self.from = from
    }
}

/// Sends what waits in the outbox. A message that a mail server does not want now is tried again ever later, up to two
/// days; one that it never wants is logged and dropped.
struct MailDispatcher: Service {
    private static let wait = Duration.seconds(60)
    private static let longestDelay = Duration.seconds(3_600)
    private static let maximumAttempts: Int64 = 60

    let engine: JobEngine
    /// Nil where the operator wants no mail; what was left in the outbox by an earlier run stays there.
    let settings: MailSettings?
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            guard let settings else {
                try? await gracefulShutdown()
                return
            }
            while !Task.isCancelled {
                do {
                    for mail in try await engine.dueMail(within: Self.wait) { try await dispatch(mail, settings) }
                } catch {
                    guard !Task.isCancelled else { return }
                    logger.error("the outbox could not be read", metadata: ["error": "\(error)"])
                    try? await Task.sleep(for: .seconds(5))
                }
            }
        }
    }

    private func dispatch(_ mail: OutgoingMail, _ settings: MailSettings) async throws {
        do {
            try await settings.route.transport.send(Self.message(mail.message, from: settings.from))
            try await engine.removeMail(mail.id)
        } catch let error as MailError where error.isTemporary && mail.attempts < Self.maximumAttempts {
            let delay = min(Duration.seconds(15) * Int(1 << min(mail.attempts, 10)), Self.longestDelay)
            logger.warning("mail is put off", metadata: ["mail": "\(mail.id)", "error": "\(error)"])
            try await engine.postponeMail(mail.id, by: delay)
        } catch let error as MailError {
            logger.error("mail is dropped", metadata: ["mail": "\(mail.id)", "error": "\(error)"])
            try await engine.removeMail(mail.id)
        }
    }

    private static func message(_ text: String, from: String) throws -> MailMessage {
        let json = try JSON.parse(text)
        func addresses(_ name: String) -> [String] {
            json[name]?.arrayValue?.compactMap(\.stringValue) ?? []
        }
        return MailMessage(
            from: from, to: addresses("to"), cc: addresses("cc"), bcc: addresses("bcc"),
            subject: json["subject"]?.stringValue ?? "", body: json["body"]?.stringValue ?? ""
        )
    }
}
