import Crypto
import JobModel
import Synchronization

/// How the check of a password ended.
package enum PasswordVerdict: Sendable, Hashable {
    case right
    case wrong
    /// It was not checked, because of too many attempts.
    case refused(retryAfter: Duration)
}

/// Remembers for a minute that a password was right, so that a client which sends it with every request does not pay
/// for scrypt each time. Neither password nor name is kept: an entry is a code that only this process can compute, and
/// the stored hash is part of it, so a changed password is forgotten by itself.
package final class RememberedLogins: Sendable {
    /// A code for one user name, one password and one stored hash.
    package struct Proof: Hashable, Sendable {
        fileprivate let code: Fingerprint
    }

    private struct Memory: Sendable {
        let userID: Int64
        /// The times at which the memory holds; a clock put back ends it too.
        let validity: Range<Timestamp>
    }

    private struct State: Sendable {
        var memories: BoundedCache<Proof, Memory>
        /// The checks under way, so that a burst of requests with one password costs one of them.
        var checks: [Proof: Task<PasswordVerdict, Never>] = [:]
    }

    private let key = SymmetricKey(size: .bits256)
    private let lifetime: Duration
    private let state: Mutex<State>

    /// - Parameters:
    ///   - lifetime: how long a right password is remembered.
    ///   - capacity: the most that are remembered at a time.
    package init(lifetime: Duration = .seconds(60), capacity: Int = 10_000) {
        self.lifetime = lifetime
        self.state = Mutex(State(memories: BoundedCache(capacity: capacity)))
    }

    /// The code for a name, a password and the stored hash that it is checked against.
    package func proof(username: String, password: String, storedHash: String) -> Proof {
        var authentication = HMAC<SHA256>(key: key)
        for part in [username, password, storedHash] {
            let bytes = Array(part.utf8)
            withUnsafeBytes(of: bytes.count) { authentication.update(data: $0) }
            authentication.update(data: bytes)
        }
        return Proof(code: Fingerprint(authentication.finalize()))
    }

    /// Answers from memory, joins a check of the same password that is under way, or starts one with `verify`.
    package func check(
        _ proof: Proof, of userID: Int64, now: Timestamp, by verify: @escaping @Sendable () async -> PasswordVerdict
    ) async -> PasswordVerdict {
        let check: Task<PasswordVerdict, Never>? = state.withLock { state in
            if let memory = state.memories.value(for: proof), memory.validity.contains(now) { return nil }
            if let running = state.checks[proof] { return running }
            let task = Task {
                let verdict = await verify()
                self.finish(proof, userID, verdict, now)
                return verdict
            }
            state.checks[proof] = task
            return task
        }
        return await check?.value ?? .right
    }

    /// Forgets what is remembered of one user.
    package func forget(_ userID: Int64) {
        state.withLock { $0.memories.removeAll { $0.userID == userID } }
    }

    private func finish(_ proof: Proof, _ userID: Int64, _ verdict: PasswordVerdict, _ now: Timestamp) {
        state.withLock { state in
            state.checks[proof] = nil
            if verdict == .right {
                state.memories.set(Memory(userID: userID, validity: now..<(now + lifetime)), for: proof)
            }
        }
    }
}
