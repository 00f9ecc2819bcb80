import Dispatch
import Synchronization

/// Why no password could be hashed or checked just now.
package enum HashingError: Error, Sendable, Hashable {
    /// Too many others wait already.
    case busy
    /// No memory was left for the work.
    case failed
}

/// Hashes and checks passwords with scrypt, one after the other on a thread of its own: each takes tens of milliseconds
/// and 32 MiB on purpose, which neither the cooperative pool nor the machine's memory could bear many at a time.
package final class PasswordHasher: Sendable {
    private let queue = DispatchQueue(label: "drover.passwords", qos: .utility)
    private let waiting = Mutex(0)
    /// Stands in for the hash of a user who does not exist; no password fits it.
    private let decoy = ScryptHash(cost: .standard, salt: SecretBytes.random(16), hash: SecretBytes.random(32))

    private let queueLimit: Int

    /// - Parameter queueLimit: the most hashings under way or waiting; the next ones are refused.
    package init(queueLimit: Int = 64) {
        self.queueLimit = queueLimit
    }

    /// - Returns: the text to store, with its own salt and the cost it was made at.
    /// - Throws: `HashingError`.
    package func hash(_ password: String) async throws(HashingError) -> String {
        let salt = SecretBytes.random(16)
        let hash = try await run { try ScryptHash.derive(password, salt: salt, cost: .standard) }
        return ScryptHash(cost: .standard, salt: salt, hash: hash).text
    }

    /// - Parameter stored: what `hash` returned once; nil, or a text of another form, fits no password and takes as long.
    /// - Throws: `HashingError`.
    package func verify(_ password: String, against stored: String?) async throws(HashingError) -> Bool {
        let expected = stored.flatMap { ScryptHash(text: $0) } ?? decoy
        let actual = try await run { try ScryptHash.derive(password, salt: expected.salt, cost: expected.cost) }
        return SecretBytes.areEqual(actual, expected.hash)
    }

    private func run(_ work: @escaping @Sendable () throws -> [UInt8]) async throws(HashingError) -> [UInt8] {
        let isAccepted = waiting.withLock { waiting in
            guard waiting < queueLimit else { return false }
            waiting += 1
            return true
        }
        guard isAccepted else { throw .busy }
        let result: [UInt8]? = await withCheckedContinuation { continuation in
            queue.async { [self] in
                let result = try? work()
                waiting.withLock { $0 -= 1 }
                continuation.resume(returning: result)
            }
        }
        guard let result else { throw .failed }
        return result
    }
}
