import JobModel
import Storage

/// A message that waits to be sent.
package struct OutgoingMail: Sendable {
    package let id: Int64
    /// JSON: `to`, `cc`, `bcc`, `subject`, `body`.
    package let message: String
    package let attempts: Int64
}

extension JobEngine {
    /// The next messages that are due, waiting for one when there is none.
    package func dueMail(within limit: Duration) async throws -> [OutgoingMail] {
        let due = try await signals.firstResult(after: .mail, within: limit) {
            let now = self.clock.now()
            let due = try await self.read { connection in
                try connection.all(
                    "SELECT id, message, attempts FROM mail_outbox WHERE next_attempt <= $1 ORDER BY next_attempt, id LIMIT 20",
                    [.time(now)]
                ) { OutgoingMail(id: $0.int(0), message: $0.text(1), attempts: $0.int(2)) }
            }
            return due.isEmpty ? nil : due
        }
        return due ?? []
    }

    /// Forgets a message that was sent, or never can be.
    package func removeMail(_ id: Int64) async throws {
        try await write { try $0.connection.execute("DELETE FROM mail_outbox WHERE id = $1", [.integer(id)]) }
    }

    /// Puts a message off after a failure that may pass.
    package func postponeMail(_ id: Int64, by delay: Duration) async throws {
        try await write { unit in
            try unit.connection.execute(
                "UPDATE mail_outbox SET attempts = attempts + 1, next_attempt = $1 WHERE id = $2",
                [.time(unit.now + delay), .integer(id)]
            )
        }
    }
}
