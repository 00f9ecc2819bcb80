import JobEngine
import Testing

@Suite struct PasswordHasherTests {
    private let hasher = PasswordHasher()

    @Test func onlyTheSamePasswordFits() async throws {
        let stored = try await hasher.hash("correct horse")
        #expect(try await hasher.verify("correct horse", against: stored))
        for wrong in ["correct hors", "correct horse ", "Correct horse", "", "\u{0}"] {
            #expect(try await !hasher.verify(wrong, against: stored))
        }
    }

    @Test func theStoredTextNamesItsCostAndHasItsOwnSalt() async throws {
        let first = try await hasher.hash("correct horse")
        let second = try await hasher.hash("correct horse")
        #expect(first.hasPrefix("scrypt$32768$8$1$"))
        #expect(first != second)
        #expect(!first.contains("correct"))
    }

    /// Made by Python's `hashlib.scrypt`, at a lower cost than ours.
    @Test func fitsAHashOfAnotherImplementation() async throws {
        let stored = "scrypt$16384$8$1$000102030405060708090a0b0c0d0e0f"
            + "$25b376840366f4d3b0e21e414476676e3cd0e89af4430356a234ce0b65a021b5"
        #expect(try await hasher.verify("correct horse", against: stored))
        #expect(try await !hasher.verify("correct house", against: stored))
    }

    @Test(arguments: [
        nil, "", "correct horse", "scrypt$16384$8$1$00$", "scrypt$0$8$1$00$00", "scrypt$1073741824$8$1$00$00",
        "bcrypt$16384$8$1$000102030405060708090a0b0c0d0e0f$25b376840366f4d3b0e21e414476676e3cd0e89af4430356a234ce0b65a021b5",
    ])
    func nothingFitsATextOfAnotherForm(stored: String?) async throws {
        #expect(try await !hasher.verify("correct horse", against: stored))
    }

    @Test func theEmptyPasswordIsOnlyWrong() async throws {
        let stored = try await hasher.hash("")
        #expect(try await hasher.verify("", against: stored))
        #expect(try await !hasher.verify("x", against: stored))
    }

    @Test func refusesMoreThanMayWait() async throws {
        let hasher = PasswordHasher(queueLimit: 2)
        let outcomes = await withTaskGroup { group in
            for _ in 0..<20 {
                group.addTask { () -> HashingError? in
                    do throws(HashingError) {
                        _ = try await hasher.hash("correct horse")
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            return await group.reduce(into: [HashingError?]()) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == nil } >= 2)
        #expect(outcomes.count { $0 == .busy } >= 1)
        #expect(try await hasher.verify("correct horse", against: hasher.hash("correct horse")), "it goes on after that")
    }
}
