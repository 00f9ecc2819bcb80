import JobEngine
import JobModel
import Storage
import Testing

@Suite struct APIKeyTests {
    @Test(arguments: [
        (KeyRole.full, [Principal.Action.read, .readFile, .write]), (.read, [.read, .readFile]), (.worker, [.readFile, .work]),
    ])
    func aKeyMayDoWhatItsRoleSays(role: KeyRole, allowed: [Principal.Action]) async throws {
        try await AccountFixture.run { fixture in
            let key = try await fixture.engine.createKey(for: fixture.admin.id, name: "laptop", role: role)
            let principal = try await fixture.authenticate(.token(key.text))
            #expect(principal.userID == fixture.admin.id && principal.keyRole == role)
            for action in [Principal.Action.read, .readFile, .write, .work] {
                #expect(principal.may(action) == allowed.contains(action), "\(action)")
            }
        }
    }

    @Test func aFullKeyIsNoMoreThanItsUser() async throws {
        try await AccountFixture.run { fixture in
            let key = try await fixture.engine.createKey(for: fixture.bob.id, name: "laptop", role: .full)
            let principal = try await fixture.authenticate(.token(key.text))
            #expect(principal.may(.read) && !principal.may(.write) && !principal.isStaff)
        }
    }

    @Test func aPasswordNeverWorksForANode() async throws {
        try await AccountFixture.run { fixture in
            let principal = try await fixture.logIn("admin")
            #expect(principal.may(.read) && principal.may(.readFile) && principal.may(.write) && !principal.may(.work))
        }
    }

    @Test func onlyTheHashOfAKeyIsStored() async throws {
        try await AccountFixture.run { fixture in
            let key = try await fixture.engine.createKey(for: fixture.bob.id, name: "laptop", role: .read)
            #expect(try /drv_[A-Za-z0-9_-]{43}/.wholeMatch(in: key.text) != nil)
            let stored = try await fixture.engine.database.read { connection in
                try connection.all("SELECT hash FROM api_keys") { $0.text(0) }
            }
            #expect(stored == [Fingerprint(of: key.text).hex])
            #expect(try await fixture.engine.keys(of: fixture.bob.id) == [key.key])
            #expect(try await fixture.engine.keys(of: fixture.admin.id).isEmpty)
        }
    }

    @Test func fingerprintsAreSHA256() {
        #expect(Fingerprint(of: "drv_test").hex == "2f893d540ffb9cdf5f6f511a610ea11e9b472fbf3bd373bc78ef4ebf53a17aab")
    }

    @Test(arguments: [
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("foobar", "Zm9vYmFy"), ("\u{3f}\u{7f}~", "P39-"),
    ])
    func base64ForURLs(text: String, encoded: String) {
        #expect(SecretBytes.base64URL(Array(text.utf8)) == encoded)
    }

    @Test(arguments: [("", []), ("00ff7F", [0, 255, 127]), ("0", nil), ("0g", nil), ("ä", nil)] as [(String, [UInt8]?)])
    func hexadecimalText(text: String, bytes: [UInt8]?) {
        #expect(SecretBytes.fromHex(text) == bytes)
        if let bytes { #expect(SecretBytes.hex(bytes) == text.lowercased()) }
    }

    @Test func aRevokedKeyIsUselessAtOnce() async throws {
        try await AccountFixture.run { fixture in
            let key = try await fixture.engine.createKey(for: fixture.bob.id, name: "laptop", role: .read)
            #expect(try await fixture.authenticate(.token(key.text)).username == "bob")
            fixture.clock.move(by: .seconds(5))
            let revoked = try await fixture.engine.revokeKey(key.key.id)
            #expect(revoked.revoked == HandMovedClock.start + .seconds(5))
            await #expect(throws: AuthenticationFailure.unknownKey) { try await fixture.authenticate(.token(key.text)) }
            fixture.clock.move(by: .seconds(5))
            #expect(try await fixture.engine.revokeKey(key.key.id) == revoked)
            #expect(try await fixture.engine.keys(of: fixture.bob.id) == [revoked])
        }
    }

    @Test(arguments: ["", "drv_", "drv_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "bob"])
    func whatIsNoKeyIsUnknown(text: String) async throws {
        try await AccountFixture.run { fixture in
            await #expect(throws: AuthenticationFailure.unknownKey) { try await fixture.authenticate(.token(text)) }
        }
    }

    @Test(arguments: ["", String(repeating: "x", count: 101), "a\u{0}b", "embedded worker"])
    func aKeysNameObeysTheRules(name: String) async throws {
        try await AccountFixture.run { fixture in
            let error = await #expect(throws: EngineError.self) {
                try await fixture.engine.createKey(for: fixture.bob.id, name: name, role: .read)
            }
            #expect(error?.code == .invalid && error?.field == "name")
        }
    }

    @Test func aUserHasALimitedNumberOfKeys() async throws {
        try await AccountFixture.run { fixture in
            for number in 0..<100 {
                _ = try await fixture.engine.createKey(for: fixture.bob.id, name: "key \(number)", role: .read)
            }
            let error = await #expect(throws: EngineError.self) {
                try await fixture.engine.createKey(for: fixture.bob.id, name: "one more", role: .read)
            }
            #expect(error?.code == .conflict)
            let newest = try #require(try await fixture.engine.keys(of: fixture.bob.id).first)
            try await fixture.engine.revokeKey(newest.id)
            _ = try await fixture.engine.createKey(for: fixture.bob.id, name: "one more", role: .read)
        }
    }

    @Test func theServersOwnWorkerHasOneKeyAtATime() async throws {
        try await AccountFixture.run { fixture in
            let first = try await fixture.engine.keyForEmbeddedWorker()
            let principal = try await fixture.authenticate(.token(first))
            #expect(principal.may(.work) && principal.userID == fixture.admin.id)
            let second = try await fixture.engine.keyForEmbeddedWorker()
            await #expect(throws: AuthenticationFailure.unknownKey) { try await fixture.authenticate(.token(first)) }
            #expect(try await fixture.authenticate(.token(second)).may(.work))
            #expect(try await fixture.engine.keys(of: fixture.admin.id).count == 1)
        }
    }
}
