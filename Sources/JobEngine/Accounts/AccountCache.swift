import JobModel
import Synchronization

/// Users and keys that were read from the database, so that a request of a known client reads nothing.
///
/// Every write of an account calls `invalidate` after its commit and before its answer, so a change is in force when
/// whoever made it hears of it. A read that began before that may still hold the old row: `generation` keeps it out.
package final class AccountCache: Sendable {
    private struct State: Sendable {
        var generation: UInt64 = 0
        var accounts: BoundedCache<Int64, Account>
        var ids: BoundedCache<String, Int64>
        var grants: BoundedCache<Fingerprint, KeyGrant>
        var logins: BoundedCache<Int64, Timestamp>
    }

    /// How often the last log-in of a user is written down at most.
    private static let loginInterval = Duration.seconds(60)

    private let state: Mutex<State>

    /// - Parameter capacity: the most users, and the most keys, that are kept.
    package init(capacity: Int = 10_000) {
        state = Mutex(State(
            accounts: BoundedCache(capacity: capacity), ids: BoundedCache(capacity: capacity),
            grants: BoundedCache(capacity: capacity), logins: BoundedCache(capacity: capacity)
        ))
    }

    /// Changes with every invalidation; take it before reading the database and hand it to `store`.
    package var generation: UInt64 {
        state.withLock { $0.generation }
    }

    /// The user with this id, if it is in memory.
    package func account(_ id: Int64) -> Account? {
        state.withLock { $0.accounts.value(for: id) }
    }

    /// The user with this name, if it is in memory.
    package func account(named username: String) -> Account? {
        state.withLock { state in
            guard let id = state.ids.value(for: username) else { return nil }
            return state.accounts.value(for: id).flatMap { $0.username == username ? $0 : nil }
        }
    }

    /// What a key opens, if it is in memory.
    package func grant(_ fingerprint: Fingerprint) -> KeyGrant? {
        state.withLock { $0.grants.value(for: fingerprint) }
    }

    /// Keeps a user, unless anything was invalidated since `generation` was taken.
    package func store(_ account: Account, readAt generation: UInt64) {
        state.withLock { state in
            guard state.generation == generation else { return }
            state.accounts.set(account, for: account.id)
            state.ids.set(account.id, for: account.username)
        }
    }

    /// Keeps what a key opens, unless anything was invalidated since `generation` was taken.
    package func store(_ grant: KeyGrant, for fingerprint: Fingerprint, readAt generation: UInt64) {
        state.withLock { state in
            guard state.generation == generation else { return }
            state.grants.set(grant, for: fingerprint)
        }
    }

    /// Forgets a user who was changed.
    package func invalidate(user id: Int64) {
        state.withLock { state in
            state.generation += 1
            state.accounts.remove(id)
        }
    }

    /// Forgets a key that was revoked.
    package func invalidate(key fingerprint: Fingerprint) {
        state.withLock { state in
            state.generation += 1
            state.grants.remove(fingerprint)
        }
    }

    /// Whether the log-in of a user should be written down now; only one of many at the same time hears yes.
    package func takeLoginTurn(of id: Int64, now: Timestamp) -> Bool {
        state.withLock { state in
            if let last = state.logins.value(for: id), last <= now, now < last + Self.loginInterval { return false }
            state.logins.set(now, for: id)
            return true
        }
    }
}
