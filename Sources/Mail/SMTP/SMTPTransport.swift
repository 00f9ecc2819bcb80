import NIOCore
import NIOPosix

/// Hands messages to an SMTP server, one connection for each.
///
/// There is no TLS: messages and credentials go over the network as they are. This is for a relay on the same machine
/// or in a trusted network, which delivers them on.
package struct SMTPTransport: MailTransport {
    private let host: String
    private let port: Int
    private let credentials: SMTPCredentials?
    private let heloName: String
    private let timeLimit: Duration

    /// A relay nearby answers at once or is not there.
    private static let connectLimit = Duration.seconds(10)
    /// How long the end of a conversation may take, of which nothing depends any more.
    private static let farewellLimit = TimeAmount.seconds(1)

    /// - Parameters:
    ///   - host: a name or an address.
    ///   - credentials: for `AUTH PLAIN`; nil sends without authentication.
    ///   - heloName: the name of this machine, as the server is told it.
    ///   - timeLimit: for everything, from connecting to the server's last word on the message.
    package init(
        host: String, port: Int = 25, credentials: SMTPCredentials? = nil, heloName: String = "localhost",
        timeLimit: Duration = .seconds(60)
    ) {
        self.host = host
        self.port = port
        self.credentials = credentials
        self.heloName = heloName
        self.timeLimit = timeLimit
    }

    /// Hands the message over for all its recipients, or for none of them.
    /// - Throws: a permanent error for an invalid message or `heloName`, for replies 5xx and where the server lacks
    ///   `AUTH PLAIN`; a temporary one for replies 4xx, the time limit, cancellation, and whatever happens to the
    ///   connection.
    package func send(_ message: MailMessage) async throws(MailError) {
        let mail = try PreparedMail(message)
        guard MailAddress.isDomain(heloName[...].utf8) else { throw .permanent("the HELO name is no host name") }
        let end = ContinuousClock.now + timeLimit
        let connection = try await connect()
        let channel = connection.channel
        // Closing ends every wait for the server.
        let timer = channel.eventLoop.scheduleTask(in: TimeAmount(end - .now)) { channel.close(promise: nil) }
        defer { timer.cancel() }
        do {
            try await converse(mail, connection).get()
        } catch let error as MailError {
            throw ContinuousClock.now < end ? error : .temporary("\(place): no end within \(timeLimit)")
        } catch {
            throw .temporary("\(place): " + MailError.quoted("\(error)".utf8))
        }
    }

    private func connect() async throws(MailError) -> NIOAsyncChannel<ByteBuffer, ByteBuffer> {
        do {
            return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(TimeAmount(min(timeLimit, Self.connectLimit)))
                .connect(host: host, port: port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    }
                }
        } catch {
            throw .temporary("\(place): no connection: " + MailError.quoted("\(error)".utf8))
        }
    }

    /// The outcome counts as soon as it is known, whatever becomes of the farewell.
    private func converse(
        _ mail: PreparedMail, _ connection: NIOAsyncChannel<ByteBuffer, ByteBuffer>
    ) async throws -> Result<Void, MailError> {
        try await connection.executeThenClose { inbound, outbound in
            var session = SMTPSession(SMTPConnection(inbound: inbound, outbound: outbound))
            let outcome: Result<Void, MailError>
            do throws(MailError) {
                outcome = .success(try await session.deliver(mail, heloName: heloName, credentials: credentials))
            } catch {
                outcome = .failure(error)
            }
            let channel = connection.channel
            let timer = channel.eventLoop.scheduleTask(in: Self.farewellLimit) { channel.close(promise: nil) }
            await session.quit()
            timer.cancel()
            return outcome
        }
    }

    private var place: String { "\(host):\(port)" }
}
