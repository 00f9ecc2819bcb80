import JobEngine
import JobModel
import Testing

@Suite struct AccountCacheTests {
    private let cache = AccountCache(capacity: 10)

    private func account(_ id: Int64, _ username: String = "bob", isStaff: Bool = true) -> Account {
        Account(id: id, username: username, passwordHash: "hash", isStaff: isStaff, isActive: true)
    }

    @Test func givesBackWhatItGot() {
        let fingerprint = Fingerprint(of: "drv_1")
        cache.store(account(7), readAt: cache.generation)
        cache.store(KeyGrant(userID: 7, role: .read), for: fingerprint, readAt: cache.generation)
        #expect(cache.account(7) == account(7))
        #expect(cache.account(named: "bob") == account(7))
        #expect(cache.grant(fingerprint) == KeyGrant(userID: 7, role: .read))
        #expect(cache.account(8) == nil)
        #expect(cache.account(named: "eve") == nil)
        #expect(cache.grant(Fingerprint(of: "drv_2")) == nil)
    }

    @Test func aChangedUserIsReadAgain() {
        cache.store(account(7), readAt: cache.generation)
        cache.store(account(8, "eve"), readAt: cache.generation)
        cache.invalidate(user: 7)
        #expect(cache.account(7) == nil)
        #expect(cache.account(named: "bob") == nil)
        #expect(cache.account(8) != nil)
    }

    /// A request reads the user; then a demotion commits and empties the cache; then the request hands in what it read.
    @Test func aRowReadBeforeAChangeComesTooLate() {
        let generation = cache.generation
        cache.invalidate(user: 7)
        cache.store(account(7), readAt: generation)
        #expect(cache.account(7) == nil)
        cache.store(account(7, isStaff: false), readAt: cache.generation)
        #expect(cache.account(7)?.isStaff == false)
    }

    @Test func aKeyReadBeforeItsRevocationComesTooLate() {
        let fingerprint = Fingerprint(of: "drv_1")
        let generation = cache.generation
        cache.invalidate(key: fingerprint)
        cache.store(KeyGrant(userID: 7, role: .full), for: fingerprint, readAt: generation)
        #expect(cache.grant(fingerprint) == nil)
    }

    @Test func aRenamedUserIsNotFoundByTheOldName() {
        cache.store(account(7, "bob"), readAt: cache.generation)
        cache.invalidate(user: 7)
        cache.store(account(7, "robert"), readAt: cache.generation)
        #expect(cache.account(named: "bob") == nil)
        #expect(cache.account(named: "robert")?.id == 7)
    }

    @Test func oneRequestAMinuteWritesTheLogInDown() {
        let start = HandMovedClock.start
        #expect(cache.takeLoginTurn(of: 7, now: start))
        #expect(!cache.takeLoginTurn(of: 7, now: start))
        #expect(cache.takeLoginTurn(of: 8, now: start))
        #expect(!cache.takeLoginTurn(of: 7, now: start + .seconds(59)))
        #expect(cache.takeLoginTurn(of: 7, now: start + .seconds(60)))
        #expect(cache.takeLoginTurn(of: 7, now: start), "a clock put back must not stop the writing")
    }
}
