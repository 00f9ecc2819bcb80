import JobEngine
import JobModel
import Synchronization
import Testing

/// Counts calls from any task.
private final class CallCounter: Sendable {
    private let calls = Atomic(0)

    func count() {
        calls.add(1, ordering: .relaxed)
    }

    var value: Int {
        calls.load(ordering: .relaxed)
    }
}

@Suite struct RememberedLoginsTests {
    private let logins = RememberedLogins(lifetime: .seconds(60), capacity: 100)
    private let start = HandMovedClock.start

    /// Checks with a verifier of which it can be told whether it was asked.
    private func check(
        _ password: String, stored: String = "hash", after seconds: Int = 0, verdict: PasswordVerdict = .right
    ) async -> (verdict: PasswordVerdict, wasAsked: Bool) {
        let asked = CallCounter()
        let proof = logins.proof(username: "bob", password: password, storedHash: stored)
        let answer = await logins.check(proof, of: 7, now: start + .seconds(seconds)) {
            asked.count()
            return verdict
        }
        return (answer, asked.value > 0)
    }

    @Test func aRightPasswordIsRememberedForAMinute() async {
        #expect(await check("right") == (.right, true))
        #expect(await check("right", after: 59) == (.right, false))
        #expect(await check("right", after: 60) == (.right, true))
    }

    @Test func aClockPutBackRemembersNothing() async {
        #expect(await check("right") == (.right, true))
        #expect(await check("right", after: -1) == (.right, true))
    }

    @Test func aWrongOrRefusedOneIsNot() async {
        #expect(await check("wrong", verdict: .wrong) == (.wrong, true))
        #expect(await check("wrong", verdict: .wrong) == (.wrong, true))
        let refusal = PasswordVerdict.refused(retryAfter: .seconds(3))
        #expect(await check("wrong", verdict: refusal) == (refusal, true))
    }

    @Test func anotherPasswordOrStoredHashIsChecked() async {
        #expect(await check("right") == (.right, true))
        #expect(await check("wrong", verdict: .wrong) == (.wrong, true))
        #expect(await check("right", stored: "changed", verdict: .wrong) == (.wrong, true))
    }

    @Test func partsCannotBeShifted() {
        let one = logins.proof(username: "bob", password: "xy", storedHash: "z")
        #expect(one != logins.proof(username: "bobx", password: "y", storedHash: "z"))
        #expect(one != logins.proof(username: "bob", password: "x", storedHash: "yz"))
        #expect(one == logins.proof(username: "bob", password: "xy", storedHash: "z"))
        #expect(one != RememberedLogins().proof(username: "bob", password: "xy", storedHash: "z"))
    }

    @Test func aChangedUserIsForgotten() async {
        #expect(await check("right") == (.right, true))
        logins.forget(8)
        #expect(await check("right") == (.right, false))
        logins.forget(7)
        #expect(await check("right") == (.right, true))
    }

    @Test func aBurstIsCheckedOnce() async {
        let (gate, opener) = AsyncStream<Void>.makeStream()
        let asked = CallCounter()
        let proof = logins.proof(username: "bob", password: "right", storedHash: "hash")
        let verdicts = await withTaskGroup { group in
            for _ in 0..<50 {
                group.addTask { [logins, start] in
                    await logins.check(proof, of: 7, now: start) {
                        asked.count()
                        for await _ in gate { break }
                        return .right
                    }
                }
            }
            opener.yield()
            opener.finish()
            return await group.reduce(into: [PasswordVerdict]()) { $0.append($1) }
        }
        #expect(verdicts == Array(repeating: .right, count: 50))
        #expect(asked.value == 1)
    }
}
