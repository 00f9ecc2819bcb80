import JobEngine
import JobModel
import Testing

@Suite struct LoginLimiterTests {
    private let limiter = LoginLimiter(perUsername: 3, perAddress: 5, window: .seconds(60), capacity: 100)
    private let start = HandMovedClock.start

    private func begin(_ username: String, _ address: String? = "192.0.2.1", after seconds: Int = 0) -> Duration? {
        limiter.begin(username: username, address: address, now: start + .seconds(seconds))
    }

    @Test func refusesANameUntilTheMinuteIsOver() {
        for second in 0..<3 { #expect(begin("bob", nil, after: second) == nil) }
        #expect(begin("bob", nil, after: 20) == .seconds(40))
        #expect(begin("bob", "198.51.100.7", after: 59) == .seconds(1))
        #expect(begin("bob", nil, after: 60) == nil)
    }

    @Test func aRefusedAttemptDoesNotProlongTheWait() {
        for _ in 0..<3 { _ = begin("bob", nil) }
        for _ in 0..<50 { #expect(begin("bob", nil, after: 30) == .seconds(30)) }
        #expect(begin("bob", nil, after: 60) == nil)
    }

    @Test func refusesAnAddressThatTriesManyNames() {
        for name in ["a", "b", "c", "d", "e"] { #expect(begin(name) == nil) }
        #expect(begin("f", after: 10) == .seconds(50))
        #expect(begin("f", "192.0.2.2", after: 10) == nil)
        #expect(begin("f", after: 60) == nil)
    }

    @Test func aRightPasswordClearsTheName() {
        for _ in 0..<3 { _ = begin("bob") }
        limiter.succeed(username: "bob", address: "192.0.2.1", now: start)
        #expect(begin("bob") == nil)
    }

    @Test func aRightPasswordGivesTheAddressNoMoreGuesses() {
        for _ in 0..<4 {
            _ = begin("mine")
            limiter.succeed(username: "mine", address: "192.0.2.1", now: start)
            #expect(begin("other\(Int.random(in: 0..<1_000_000))") == nil)
        }
        #expect(begin("one more") == nil)
        #expect(begin("and another") == .seconds(60))
    }

    @Test func anAttemptTakenBackDoesNotCount() {
        for _ in 0..<20 {
            #expect(begin("bob") == nil)
            limiter.withdraw(username: "bob", address: "192.0.2.1", now: start)
        }
    }

    @Test(arguments: [
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2:bbbb:cccc:dddd:eeee", true),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", false),
        ("::ffff:192.0.2.1", "192.0.2.1", true),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", false),
        ("192.0.2.1", "192.0.2.2", false),
    ])
    func addressesOfOneCallerCountTogether(first: String, second: String, areOne: Bool) {
        #expect((LoginLimiter.network(first) == LoginLimiter.network(second)) == areOne)
    }

    @Test func oldestEntriesMakeRoom() {
        var cache = BoundedCache<Int, Int>(capacity: 10)
        for key in 0..<1_000 {
            cache.set(key, for: key)
            #expect(cache.value(for: 0) == 0, "what is used stays")
            #expect(cache.count <= 10)
        }
        #expect(cache.value(for: 999) == 999)
        #expect(cache.value(for: 500) == nil)
    }

    @Test func aChangedEntryHasOneValue() {
        var cache = BoundedCache<String, Int>(capacity: 4)
        for value in 0..<20 {
            cache.set(value, for: "a")
            cache.set(value, for: "other\(value)")
            #expect(cache.value(for: "a") == value)
        }
        cache.remove("a")
        #expect(cache.value(for: "a") == nil)
        cache.removeAll { _ in true }
        #expect(cache.count == 0)
    }
}
