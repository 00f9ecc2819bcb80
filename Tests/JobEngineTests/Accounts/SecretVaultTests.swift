import FoundationEssentials
import JobEngine
import Testing

@Suite struct SecretVaultTests {
    private let context = SecretVault.context(definition: 12, name: "DB_PASSWORD")

    @Test func makesAKeyFileThatOnlyItsOwnerCanRead() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/secret.key"
            _ = try SecretVault(keyFile: path)
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            #expect(attributes[.size] as? Int == 32)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["secret.key"])
        }
    }

    @Test func opensWhatAnEarlierRunSealed() async throws {
        try await withTemporaryFolder { folder in
            let sealed = try SecretVault(keyFile: folder + "/secret.key").seal("päss\u{0}word", context: context)
            let again = try SecretVault(keyFile: folder + "/secret.key", mayCreateKey: false)
            #expect(try again.open(sealed, context: context) == "päss\u{0}word")
        }
    }

    @Test(arguments: [0o640, 0o604, 0o620, 0o601, 0o666])
    func refusesAKeyFileThatOthersCanReach(mode: Int) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/secret.key"
            _ = try SecretVault(keyFile: path)
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            #expect(throws: VaultError.keyExposed(path: path, mode: mode)) { try SecretVault(keyFile: path) }
        }
    }

    @Test(arguments: [0, 31, 33])
    func refusesAKeyFileOfAnotherSize(size: Int) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/secret.key"
            let isMade = FileManager.default.createFile(
                atPath: path, contents: Data(count: size), attributes: [.posixPermissions: 0o600]
            )
            #expect(isMade)
            #expect(throws: VaultError.keyDamaged(path: path)) { try SecretVault(keyFile: path) }
        }
    }

    @Test func refusesALinkInPlaceOfTheKeyFile() async throws {
        try await withTemporaryFolder { folder in
            _ = try SecretVault(keyFile: folder + "/real.key")
            let path = folder + "/secret.key"
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: folder + "/real.key")
            #expect(throws: VaultError.keyDamaged(path: path)) { try SecretVault(keyFile: path) }
        }
    }

    @Test func makesNoKeyForAFolderThatShouldHaveOne() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/secret.key"
            #expect(throws: VaultError.keyMissing(path: path)) { try SecretVault(keyFile: path, mayCreateKey: false) }
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    /// One round hardly ever makes them meet; a hundred do.
    @Test func startsAtOnceAgreeOnOneKey() async throws {
        try await withTemporaryFolder { folder in
            let context = context
            for round in 0..<100 {
                let path = "\(folder)/\(round).key"
                let sealed = try await withThrowingTaskGroup { group in
                    for _ in 0..<4 {
                        group.addTask { try SecretVault(keyFile: path).seal("x", context: context) }
                    }
                    return try await group.reduce(into: [[UInt8]]()) { $0.append($1) }
                }
                let vault = try SecretVault(keyFile: path, mayCreateKey: false)
                try #require(sealed.count == 4)
                for bytes in sealed { #expect(try vault.open(bytes, context: context) == "x") }
            }
        }
    }

    @Test func noChangedByteOpens() throws {
        let vault = SecretVault(masterKey: Array(0..<32))
        let sealed = try vault.seal("secret", context: context)
        #expect(try vault.open(sealed, context: context) == "secret")
        for place in sealed.indices {
            var changed = sealed
            changed[place] ^= 1
            #expect(throws: VaultError.cannotOpen) { try vault.open(changed, context: context) }
        }
        for length in 0..<sealed.count {
            #expect(throws: VaultError.cannotOpen) { try vault.open(Array(sealed.prefix(length)), context: context) }
        }
    }

    @Test func aSecretOpensOnlyInItsPlaceAndWithItsKey() throws {
        let vault = SecretVault(masterKey: Array(0..<32))
        let sealed = try vault.seal("secret", context: context)
        for (definition, name) in [(12, "OTHER"), (13, "DB_PASSWORD"), (1, "2/DB_PASSWORD")] as [(Int64, String)] {
            let place = SecretVault.context(definition: definition, name: name)
            #expect(throws: VaultError.cannotOpen) { try vault.open(sealed, context: place) }
        }
        let stranger = SecretVault(masterKey: Array(1..<33))
        #expect(throws: VaultError.cannotOpen) { try stranger.open(sealed, context: context) }
    }

    @Test func sealingTwiceGivesDifferentBytes() throws {
        let vault = SecretVault(masterKey: Array(0..<32))
        #expect(try vault.seal("secret", context: context) != vault.seal("secret", context: context))
    }

    @Test func eachPurposeHasItsOwnLastingKey() {
        let vault = SecretVault(masterKey: Array(0..<32))
        #expect(vault.key(for: "jwt") == SecretVault(masterKey: Array(0..<32)).key(for: "jwt"))
        #expect(vault.key(for: "jwt") != vault.key(for: "secrets"))
        #expect(vault.key(for: "jwt") != SecretVault(masterKey: Array(1..<33)).key(for: "jwt"))
    }
}
