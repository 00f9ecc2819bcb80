import JobEngine
import JobModel
import Storage
import Testing

@Suite struct UserTests {
    @Test func aNewUserIsThereAsMade() async throws {
        try await AccountFixture.run { fixture in
            var new = NewUser(username: "Ada.L+1@x_y-z", password: "battery staple")
            new.email = "ada@example.org"
            new.firstName = "Ada"
            new.lastName = "Lovelace"
            let made = try await fixture.engine.createUser(new)
            #expect(made.username == "Ada.L+1@x_y-z" && made.email == "ada@example.org")
            #expect(made.firstName == "Ada" && made.lastName == "Lovelace")
            #expect(!made.isStaff && made.isActive && made.lastLogin == nil && made.created == HandMovedClock.start)
            #expect(try await fixture.engine.user(made.id) == made)
            #expect(try await fixture.engine.user(named: "Ada.L+1@x_y-z") == made)
            #expect(try await fixture.logIn("Ada.L+1@x_y-z", "battery staple").userID == made.id)
        }
    }

    @Test func listsInPages() async throws {
        try await AccountFixture.run { fixture async throws in
            #expect(try await fixture.engine.users().map(\.username) == ["admin", "bob"])
            #expect(try await fixture.engine.users(after: fixture.admin.id).map(\.username) == ["bob"])
            #expect(try await fixture.engine.users(limit: 1).map(\.username) == ["admin"])
        }
    }

    @Test(arguments: [
        ("", "battery staple", "username"), (String(repeating: "a", count: 151), "battery staple", "username"),
        ("a b", "battery staple", "username"), ("a:b", "battery staple", "username"), ("ämil", "battery staple", "username"),
        ("a\u{0}", "battery staple", "username"), ("bob", "battery staple", "username"), ("eve", "seven77", "password"),
        ("eve-eve-eve", "Eve-Eve-Eve", "password"), ("eve", String(repeating: "x", count: 1_001), "password"),
    ])
    func refusesWhatBreaksARule(username: String, password: String, field: String) async throws {
        try await AccountFixture.run { fixture async throws in
            let error = await #expect(throws: EngineError.self) {
                try await fixture.engine.createUser(NewUser(username: username, password: password))
            }
            #expect(error?.code == .invalid)
            #expect(error?.field == field)
            #expect(try await fixture.engine.users().count == 2)
        }
    }

    @Test func takesTheLongestNameAndTheShortestPassword() async throws {
        try await AccountFixture.run { fixture async throws in
            let name = String(repeating: "a", count: 150)
            #expect(try await fixture.engine.createUser(NewUser(username: name, password: "12345678")).username == name)
        }
    }

    @Test func aChangedPasswordObeysTheRules() async throws {
        try await AccountFixture.run { fixture async throws in
            let error = await #expect(throws: EngineError.self) {
                try await fixture.engine.setPassword(of: fixture.bob.id, to: "short")
            }
            #expect(error?.field == "password")
            #expect(try await fixture.logIn("bob").username == "bob")
        }
    }

    @Test func whoIsNotThereIsNotFound() async throws {
        try await AccountFixture.run { fixture in
            let engine = fixture.engine
            let attempts: [@Sendable () async throws -> Void] = [
                { _ = try await engine.user(99) }, { _ = try await engine.user(named: "eve") },
                { try await engine.setPassword(of: 99, to: "battery staple") },
                { _ = try await engine.updateUser(99, UserChange(isStaff: true)) },
                { _ = try await engine.createKey(for: 99, name: "x", role: .full) },
                { try await engine.revokeKey(99) },
            ]
            for attempt in attempts {
                let error = await #expect(throws: EngineError.self) { try await attempt() }
                #expect(error?.code == .notFound)
            }
        }
    }

    @Test(arguments: [UserChange(isStaff: false), UserChange(isActive: false)])
    func theLastActiveStaffUserStays(change: UserChange) async throws {
        try await AccountFixture.run { fixture in
            let error = await #expect(throws: EngineError.self) {
                try await fixture.engine.updateUser(fixture.admin.id, change)
            }
            #expect(error?.code == .conflict)
            #expect(try await fixture.engine.user(fixture.admin.id) == fixture.admin)
            _ = try await fixture.engine.updateUser(fixture.bob.id, UserChange(isStaff: true))
            let changed = try await fixture.engine.updateUser(fixture.admin.id, change)
            #expect(changed.isStaff != changed.isActive)
        }
    }

    @Test func passwordsAreStoredHashed() async throws {
        try await AccountFixture.run { fixture in
            _ = try await fixture.engine.createUser(NewUser(username: "eve", password: "battery staple"))
            try await fixture.engine.setPassword(of: fixture.bob.id, to: "battery staple")
            let stored = try await fixture.engine.database.read { connection in
                try connection.all("SELECT password_hash FROM users WHERE username <> 'admin'") { $0.text(0) }
            }
            #expect(stored.count == 2 && Set(stored).count == 2)
            #expect(stored.allSatisfy { $0.hasPrefix("scrypt$32768$") && !$0.contains("battery") })
        }
    }
}

@Suite struct FirstUserTests {
    private func withEmptyEngine(_ body: (JobEngine) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let engine = try await JobEngine.open(dataDirectory: folder, clock: HandMovedClock())
            try await body(engine)
            try await engine.close()
        }
    }

    private func logIn(_ engine: JobEngine, _ password: String) async throws -> Principal {
        try await engine.authenticate(.basic(username: "admin", password: password), remoteAddress: nil)
    }

    @Test(arguments: [nil, ""])
    func withoutAPasswordOneIsMadeUpOnce(given: String?) async throws {
        try await withEmptyEngine { engine in
            let made = try #require(try await engine.bootstrapAdministrator(environmentPassword: given))
            #expect(made.username == "admin")
            #expect(made.password.count == 23)
            #expect(try await logIn(engine, made.password).isStaff)
            #expect(try await engine.bootstrapAdministrator(environmentPassword: given) == nil)
            #expect(try await engine.users().count == 1)
        }
    }

    @Test func theOperatorsPasswordIsTakenAndNotShown() async throws {
        try await withEmptyEngine { engine async throws in
            #expect(try await engine.bootstrapAdministrator(environmentPassword: "admin") == nil)
            #expect(try await logIn(engine, "admin").isStaff)
            #expect(try await engine.bootstrapAdministrator(environmentPassword: "another one") == nil)
            await #expect(throws: AuthenticationFailure.wrongPassword) { try await logIn(engine, "another one") }
        }
    }

    @Test func nothingIsMadeWhereThereAreUsers() async throws {
        try await withEmptyEngine { engine async throws in
            _ = try await engine.createUser(NewUser(username: "eve", password: "battery staple", isStaff: true))
            #expect(try await engine.bootstrapAdministrator(environmentPassword: nil) == nil)
            #expect(try await engine.users().map(\.username) == ["eve"])
        }
    }
}
