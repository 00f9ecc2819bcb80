import JobEngine
import JobModel
import Storage
import Testing

@Suite struct AuthenticationTests {
    @Test func aPasswordNamesItsUser() async throws {
        try await AccountFixture.run { fixture async throws in
            #expect(try await fixture.logIn("admin") == Principal(userID: fixture.admin.id, username: "admin", isStaff: true))
            #expect(try await fixture.logIn("bob") == Principal(userID: fixture.bob.id, username: "bob", isStaff: false))
        }
    }

    @Test func nobodyLearnsWhatIsWrongWithALogIn() async throws {
        try await AccountFixture.run { fixture in
            _ = try await fixture.engine.updateUser(fixture.bob.id, UserChange(isActive: false))
            for (name, password) in [
                ("admin", "wrong"), ("admin", ""), ("nobody", AccountFixture.password), ("bob", AccountFixture.password),
                ("no such: name", "x"), ("", ""),
            ] {
                await #expect(throws: AuthenticationFailure.wrongPassword) { try await fixture.logIn(name, password) }
                await #expect(throws: AuthenticationFailure.wrongPassword) {
                    try await fixture.engine.obtainTokens(username: name, password: password, remoteAddress: nil)
                }
            }
        }
    }

    @Test func tokensGoFromLogInToRefresh() async throws {
        try await AccountFixture.run { fixture in
            let tokens = try await fixture.obtainTokens("bob")
            #expect(try await fixture.authenticate(.bearer(tokens.access)).userID == fixture.bob.id)
            try await fixture.engine.verifyToken(tokens.access)
            try await fixture.engine.verifyToken(tokens.refresh)

            fixture.clock.move(by: .seconds(300))
            await #expect(throws: AuthenticationFailure.badToken(.expired)) {
                try await fixture.authenticate(.bearer(tokens.access))
            }
            let renewed = try await fixture.engine.refreshAccess(tokens.refresh)
            #expect(try await fixture.authenticate(.bearer(renewed)).userID == fixture.bob.id)

            fixture.clock.move(by: .seconds(8 * 3600))
            await #expect(throws: AuthenticationFailure.badToken(.expired)) {
                try await fixture.engine.refreshAccess(tokens.refresh)
            }
        }
    }

    @Test func eachTokenOnlyServesItsPurpose() async throws {
        try await AccountFixture.run { fixture in
            let tokens = try await fixture.obtainTokens("bob")
            await #expect(throws: AuthenticationFailure.badToken(.wrongType)) {
                try await fixture.authenticate(.bearer(tokens.refresh))
            }
            await #expect(throws: AuthenticationFailure.badToken(.wrongType)) {
                try await fixture.engine.refreshAccess(tokens.access)
            }
            await #expect(throws: AuthenticationFailure.badToken(.invalid)) {
                try await fixture.authenticate(.bearer("garbage"))
            }
            await #expect(throws: AuthenticationFailure.badToken(.invalid)) {
                try await fixture.engine.verifyToken(SampleTokens.good)
            }
        }
    }

    @Test func aDemotionActsAtOnce() async throws {
        try await AccountFixture.run { fixture in
            _ = try await fixture.engine.updateUser(fixture.bob.id, UserChange(isStaff: true))
            let tokens = try await fixture.obtainTokens("bob")
            let key = try await fixture.engine.createKey(for: fixture.bob.id, name: "laptop", role: .full)
            let ways: [Credentials] = [
                .basic(username: "bob", password: AccountFixture.password), .bearer(tokens.access), .token(key.text),
            ]
            for way in ways { #expect(try await fixture.authenticate(way).isStaff) }
            _ = try await fixture.engine.updateUser(fixture.bob.id, UserChange(isStaff: false))
            for way in ways { #expect(try await !fixture.authenticate(way).isStaff) }
            _ = try await fixture.engine.updateUser(fixture.bob.id, UserChange(isStaff: true))
            for way in ways { #expect(try await fixture.authenticate(way).isStaff) }
        }
    }

    @Test func aDeactivationActsAtOnce() async throws {
        try await AccountFixture.run { fixture in
            let tokens = try await fixture.obtainTokens("bob")
            let key = try await fixture.engine.createKey(for: fixture.bob.id, name: "laptop", role: .full)
            #expect(try await fixture.authenticate(.token(key.text)).username == "bob")
            #expect(try await fixture.logIn("bob").username == "bob")
            _ = try await fixture.engine.updateUser(fixture.bob.id, UserChange(isActive: false))
            await #expect(throws: AuthenticationFailure.userInactive) {
                try await fixture.authenticate(.bearer(tokens.access))
            }
            await #expect(throws: AuthenticationFailure.userInactive) { try await fixture.authenticate(.token(key.text)) }
            await #expect(throws: AuthenticationFailure.userInactive) {
                try await fixture.engine.refreshAccess(tokens.refresh)
            }
            await #expect(throws: AuthenticationFailure.wrongPassword) { try await fixture.logIn("bob") }
        }
    }

    @Test func aRemovedUsersTokenFindsNobody() async throws {
        try await withTemporaryFolder { folder in
            let clock = HandMovedClock()
            let engine = try await JobEngine.open(dataDirectory: folder, clock: clock)
            try await AccountFixture.addUser("bob", isStaff: false, to: engine)
            let tokens = try await engine.obtainTokens(
                username: "bob", password: AccountFixture.password, remoteAddress: nil
            )
            try await engine.database.write { _ = try $0.execute("DELETE FROM users") }
            try await engine.close()

            let restarted = try await JobEngine.open(dataDirectory: folder, clock: clock)
            await #expect(throws: AuthenticationFailure.userNotFound) {
                try await restarted.authenticate(.bearer(tokens.access), remoteAddress: nil)
            }
            await #expect(throws: AuthenticationFailure.userNotFound) {
                try await restarted.refreshAccess(tokens.refresh)
            }
            try await restarted.verifyToken(tokens.access)
            try await restarted.close()
        }
    }

    @Test func anOldPasswordIsForgottenAtOnce() async throws {
        try await AccountFixture.run { fixture in
            #expect(try await fixture.logIn("bob").username == "bob")
            try await fixture.engine.setPassword(of: fixture.bob.id, to: "battery staple")
            await #expect(throws: AuthenticationFailure.wrongPassword) { try await fixture.logIn("bob") }
            #expect(try await fixture.logIn("bob", "battery staple").username == "bob")
        }
    }

    @Test func tooManyFailuresHaveToWait() async throws {
        try await AccountFixture.run { fixture async throws in
            for attempt in 0..<10 {
                await #expect(throws: AuthenticationFailure.wrongPassword) { try await fixture.logIn("bob", "guess \(attempt)") }
            }
            fixture.clock.move(by: .milliseconds(15_500))
            let refusal = AuthenticationFailure.tooManyAttempts(retryAfter: .milliseconds(44_500))
            await #expect(throws: refusal, "even the right password") { try await fixture.logIn("bob") }
            #expect(refusal.retryAfterSeconds == 45)
            #expect(try await fixture.logIn("admin").isStaff, "another user is not touched")
            fixture.clock.move(by: .milliseconds(44_500))
            #expect(try await fixture.logIn("bob").username == "bob")
        }
    }

    @Test func guessingDoesNotLockOutAClientThatIsLoggedIn() async throws {
        try await AccountFixture.run { fixture async throws in
            #expect(try await fixture.logIn("bob").username == "bob")
            for attempt in 0..<11 { _ = try? await fixture.logIn("bob", "guess \(attempt)") }
            #expect(try await fixture.logIn("bob").username == "bob")
        }
    }

    @Test func aBurstWithTheRightPasswordIsNotABurstOfAttempts() async throws {
        try await AccountFixture.run { fixture in
            try await withThrowingTaskGroup { group in
                for _ in 0..<60 { group.addTask { try await fixture.logIn("bob").userID } }
                for try await id in group { #expect(id == fixture.bob.id) }
            }
        }
    }

    @Test func aKnownClientNeedsNoDatabase() async throws {
        try await AccountFixture.run { fixture in
            let tokens = try await fixture.obtainTokens("bob")
            let key = try await fixture.engine.createKey(for: fixture.bob.id, name: "laptop", role: .read)
            let ways: [Credentials] = [
                .basic(username: "bob", password: AccountFixture.password), .bearer(tokens.access), .token(key.text),
            ]
            for way in ways { _ = try await fixture.authenticate(way) }
            try await fixture.engine.close()
            for way in ways { #expect(try await fixture.authenticate(way).userID == fixture.bob.id) }
            let failure = await #expect(throws: AuthenticationFailure.self) {
                try await fixture.authenticate(.token("drv_unknown"))
            }
            guard case .unavailable = failure else {
                Issue.record("a closed database must not look like a wrong key: \(String(describing: failure))")
                return
            }
        }
    }

    @Test func theLastLogInIsKeptToTheMinute() async throws {
        try await AccountFixture.run { fixture in
            let key = try await fixture.engine.createKey(for: fixture.bob.id, name: "laptop", role: .read)
            func lastLogin() async throws -> Timestamp? { try await fixture.engine.user(fixture.bob.id).lastLogin }
            #expect(try await lastLogin() == nil)
            _ = try await fixture.authenticate(.token(key.text))
            #expect(try await lastLogin() == HandMovedClock.start)
            fixture.clock.move(by: .seconds(59))
            _ = try await fixture.authenticate(.token(key.text))
            #expect(try await lastLogin() == HandMovedClock.start)
            fixture.clock.move(by: .seconds(1))
            _ = try await fixture.authenticate(.token(key.text))
            #expect(try await lastLogin() == HandMovedClock.start + .seconds(60))
        }
    }
}
