import Glibc
import JobModel
import Synchronization

/// Counts log-in attempts of each user name and each remote address and refuses more than a few in a minute.
///
/// An attempt counts when it begins and is taken back when it succeeds. Counting only the failures, when they are
/// known, would let through any number of guesses sent at once.
package final class LoginLimiter: Sendable {
    private enum Subject: Hashable, Sendable {
        case username(Fingerprint)
        case address(String)
    }

    private struct Attempts: Sendable {
        let windowEnd: Timestamp
        var count: Int
    }

    private let perUsername: Int
    private let perAddress: Int
    private let window: Duration
    private let attempts: Mutex<BoundedCache<Subject, Attempts>>

    /// - Parameters:
    ///   - perUsername: the failed attempts that one user name has in a window.
    ///   - perAddress: the same for one address; more, because a proxy or a laboratory shares one.
    ///   - window: how long attempts are counted from the first one.
    ///   - capacity: the most names and addresses that are remembered.
    package init(perUsername: Int = 10, perAddress: Int = 30, window: Duration = .seconds(60), capacity: Int = 20_000) {
        self.perUsername = perUsername
        self.perAddress = perAddress
        self.window = window
        self.attempts = Mutex(BoundedCache(capacity: capacity))
    }

    /// Counts an attempt that begins.
    /// - Parameter address: the IP address of the caller without a port; nil for a caller in the same process.
    /// - Returns: nil when it may go on, else how long the caller has to wait.
    package func begin(username: String, address: String?, now: Timestamp) -> Duration? {
        let subjects = limits(username, address)
        return attempts.withLock { attempts in
            let counts = subjects.map { subject, _ in current(&attempts, subject, now) }
            let full = zip(subjects, counts).filter { $0.0.limit <= $0.1.count }
            if let end = full.map(\.1.windowEnd).max() { return end.duration(since: now) }
            for ((subject, _), count) in zip(subjects, counts) {
                attempts.set(Attempts(windowEnd: count.windowEnd, count: count.count + 1), for: subject)
            }
            return nil
        }
    }

    /// Forgets the failures of a user name after a right password. Those of the address stay, only this attempt is
    /// taken back: else somebody with one account could guess at the others for ever.
    package func succeed(username: String, address: String?, now: Timestamp) {
        attempts.withLock { attempts in
            attempts.remove(Self.subject(username))
            takeBack(&attempts, address.map { .address(Self.network($0)) }, now)
        }
    }

    /// Takes an attempt back that was never checked.
    package func withdraw(username: String, address: String?, now: Timestamp) {
        attempts.withLock { attempts in
            for (subject, _) in limits(username, address) { takeBack(&attempts, subject, now) }
        }
    }

    private func limits(_ username: String, _ address: String?) -> [(subject: Subject, limit: Int)] {
        let name = (subject: Self.subject(username), limit: perUsername)
        guard let address else { return [name] }
        return [name, (.address(Self.network(address)), perAddress)]
    }

    /// A caller may send a name of any length; this much of it is kept.
    private static func subject(_ username: String) -> Subject {
        .username(Fingerprint(of: username))
    }

    private func current(
        _ attempts: inout BoundedCache<Subject, Attempts>, _ subject: Subject, _ now: Timestamp
    ) -> Attempts {
        if let counted = attempts.value(for: subject), now < counted.windowEnd { return counted }
        return Attempts(windowEnd: now + window, count: 0)
    }

    private func takeBack(_ attempts: inout BoundedCache<Subject, Attempts>, _ subject: Subject?, _ now: Timestamp) {
        guard let subject else { return }
        var counted = current(&attempts, subject, now)
        guard counted.count > 0 else { return }
        counted.count -= 1
        attempts.set(counted, for: subject)
    }

    /// What stands for one caller: an IPv4 address, or the 64-bit network of an IPv6 address, in which a single machine
    /// may choose any address it likes.
    package static func network(_ address: String) -> String {
        var bytes = [UInt8](repeating: 0, count: 16)
        guard inet_pton(AF_INET6, address, &bytes) == 1 else { return address }
        let isMappedIPv4 = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        if isMappedIPv4 { return bytes[12...].map { String($0) }.joined(separator: ".") }
        return SecretBytes.hex(bytes[..<8])
    }
}
