import Foundation
import Storage
import Testing

/// What every storage driver has to do. A driver adds itself to `drivers`; the tests are written once.
@Suite struct StorageConformance {
    struct Driver: Sendable, CustomTestStringConvertible {
        let name: String
        let open: @Sendable (String, CommitHooks) async throws -> any SQLDatabase

        var testDescription: String { name }
    }

    static let drivers = [
        Driver(name: "SQLite") { folder, hooks in
            try SQLiteDatabase(path: folder + "/test.sqlite", hooks: hooks)
        }
    ]

    /// Runs `body` with an open database in a folder of its own.
    func withDatabase(
        _ driver: Driver, hooks: CommitHooks = CommitHooks(),
        _ body: (any SQLDatabase, String) async throws -> Void
    ) async throws {
        let folder = NSTemporaryDirectory() + "drover-storage-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let database = try await driver.open(folder, hooks)
        try await body(database, folder)
        try await database.close()
    }

    static let insert = "INSERT INTO settings (name, value) VALUES ($1, $2)"

    @Test(arguments: drivers) func everyKindOfValueComesBack(driver: Driver) async throws {
        try await withDatabase(driver) { database, _ in
            try await database.write { connection in
                try connection.execute(
                    "CREATE TABLE kinds (id BIGINT, i BIGINT, r DOUBLE PRECISION, t TEXT, n TEXT)"
                )
                try connection.execute(
                    "INSERT INTO kinds (id, i, r, t, n) VALUES ($1, $2, $3, $4, $5)",
                    [.integer(1), .integer(.min), .real(0.1), .text("naïve ✓ \u{1F600}"), .null]
                )
            }
            let row = try await database.read { connection in
                try connection.first("SELECT i, r, t, n FROM kinds") { row in
                    (row.int(0), row.real(1), row.text(2), row.optionalText(3))
                }
            }
            let values = try #require(row)
            #expect(values.0 == .min)
            #expect(values.1 == 0.1)
            #expect(values.2 == "naïve ✓ \u{1F600}")
            #expect(values.3 == nil)
        }
    }

    @Test(arguments: drivers) func aThrowingWriteLeavesNothingAndSparesItsNeighbours(driver: Driver) async throws {
        struct Refused: Error {}
        try await withDatabase(driver) { database, _ in
            let failures = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        do {
                            try await database.write { connection in
                                _ = try connection.execute(Self.insert, [.text("k\(number)"), .text("v")])
                                if number.isMultiple(of: 3) { throw Refused() }
                            }
                            return false
                        } catch is Refused {
                            return true
                        }
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            let kept = try await database.read { try $0.integer("SELECT COUNT(*) FROM settings") }
            #expect(failures == 67)
            #expect(kept == 133)
        }
    }

    @Test(arguments: drivers) func aBrokenConstraintIsToldAsSuch(driver: Driver) async throws {
        try await withDatabase(driver) { database, _ in
            try await database.write { _ = try $0.execute(Self.insert, [.text("once"), .text("1")]) }
            let error = await #expect(throws: StorageError.self) {
                try await database.write { _ = try $0.execute(Self.insert, [.text("once"), .text("2")]) }
            }
            #expect(error?.code == .constraint)
        }
    }

    @Test(arguments: drivers) func aWriteIsSeenByTheNextRead(driver: Driver) async throws {
        try await withDatabase(driver) { database, _ in
            for number in 0..<50 {
                try await database.write { _ = try $0.execute(Self.insert, [.text("k\(number)"), .text("v")]) }
                let count = try await database.read { try $0.integer("SELECT COUNT(*) FROM settings") }
                #expect(count == Int64(number + 1))
            }
        }
    }

    @Test(arguments: drivers) func aCancelledCallerDoesNotStopItsWrite(driver: Driver) async throws {
        try await withDatabase(driver) { database, _ in
            let caller = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                try await database.write { _ = try $0.execute(Self.insert, [.text("kept"), .text("v")]) }
            }
            _ = try await caller.value
            let count = try await database.read { try $0.integer("SELECT COUNT(*) FROM settings") }
            #expect(count == 1)
        }
    }

    @Test(arguments: drivers) func theCommitHookIsPartOfTheTransaction(driver: Driver) async throws {
        struct Refused: Error {}
        let hooks = CommitHooks(beforeCommit: { connection in
            if try connection.integer("SELECT COUNT(*) FROM settings WHERE name = $1", [.text("poison")]) != 0 {
                throw Refused()
            }
        })
        try await withDatabase(driver, hooks: hooks) { database, _ in
            try await database.write { _ = try $0.execute(Self.insert, [.text("good"), .text("v")]) }
            await #expect(throws: StorageError.self) {
                try await database.write { _ = try $0.execute(Self.insert, [.text("poison"), .text("v")]) }
            }
            let names = try await database.read { try $0.all("SELECT name FROM settings") { $0.text(0) } }
            #expect(names == ["good"])
        }
    }

    @Test(arguments: drivers) func openingAgainKeepsWhatWasWritten(driver: Driver) async throws {
        try await withDatabase(driver) { database, folder in
            try await database.write { _ = try $0.execute(Self.insert, [.text("kept"), .text("v")]) }
            let again = try await driver.open(folder, CommitHooks())
            let count = try await again.read { try $0.integer("SELECT COUNT(*) FROM settings") }
            #expect(count == 1)
            try await again.close()
        }
    }

    @Test(arguments: drivers) func aBackupIsAWholeDatabase(driver: Driver) async throws {
        try await withDatabase(driver) { database, folder in
            try await database.write { _ = try $0.execute(Self.insert, [.text("kept"), .text("v")]) }
            let target = folder + "/backup"
            try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
            try await database.backup(to: target + "/test.sqlite")
            let copy = try await driver.open(target, CommitHooks())
            let count = try await copy.read { try $0.integer("SELECT COUNT(*) FROM settings") }
            #expect(count == 1)
            try await copy.close()
        }
    }

    @Test(arguments: drivers) func aClosedDatabaseRefusesWrites(driver: Driver) async throws {
        let folder = NSTemporaryDirectory() + "drover-storage-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let database = try await driver.open(folder, CommitHooks())
        try await database.close()
        let error = await #expect(throws: StorageError.self) {
            try await database.write { _ = try $0.execute(Self.insert, [.text("late"), .text("v")]) }
        }
        #expect(error?.code == .closed)
    }

    @Test(arguments: drivers) func readsThatComeWithTheCloseEndOneWayOrTheOther(driver: Driver) async throws {
        for _ in 0..<20 {
            let folder = NSTemporaryDirectory() + "drover-storage-\(UUID().uuidString)"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let database = try await driver.open(folder, CommitHooks())
            let codes = await withTaskGroup(of: StorageError.Code?.self) { group in
                for _ in 0..<100 {
                    group.addTask {
                        do {
                            _ = try await database.read { try $0.integer("SELECT COUNT(*) FROM settings") }
                            return nil
                        } catch {
                            return (error as? StorageError)?.code ?? .other
                        }
                    }
                }
                group.addTask {
                    try? await database.close()
                    return nil
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.allSatisfy { $0 == nil || $0 == .closed })
            let late = await #expect(throws: StorageError.self) { _ = try await database.read { try $0.integer("SELECT 1") } }
            #expect(late?.code == .closed)
        }
    }

    @Test(arguments: drivers) func aDatabaseOfANewerVersionIsRefused(driver: Driver) async throws {
        try await withDatabase(driver) { database, folder in
            try await database.write {
                _ = try $0.execute("INSERT INTO schema_steps (number, name) VALUES (9999, 'from the future')")
            }
            let error = await #expect(throws: StorageError.self) { _ = try await driver.open(folder, CommitHooks()) }
            #expect(error?.code == .incompatible)
        }
    }

    @Test(arguments: drivers) func idsAreNeverReused(driver: Driver) async throws {
        try await withDatabase(driver) { database, _ in
            @Sendable func insert(_ connection: any SQLConnection) throws -> Int64? {
                try connection.integer(
                    "INSERT INTO executions (job_id, number, node_id, phase, claimed) VALUES (1, 1, 1, 2, 0) RETURNING id"
                )
            }
            let first = try #require(try await database.write { try insert($0) })
            try await database.write { _ = try $0.execute("DELETE FROM executions") }
            let second = try #require(try await database.write { try insert($0) })
            #expect(second > first)
        }
    }
}
