import FoundationEssentials
import JobEngine
import JobModel
import Storage
import Synchronization

/// A clock that stands still until a test moves it.
final class HandMovedClock: EngineClock {
    static let start = Timestamp(microseconds: 1_800_000_000_000_000)

    private let moment = Mutex(HandMovedClock.start)

    func now() -> Timestamp {
        moment.withLock { $0 }
    }

    func move(by duration: Duration) {
        moment.withLock { $0 = $0 + duration }
    }
}

/// A folder of its own for one test.
func withTemporaryFolder<Value>(_ body: (String) async throws -> Value) async throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appending(path: "drover-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(folder)
}

/// An engine on a fresh data folder with the staff user `admin` and the user `bob`.
struct AccountFixture {
    static let password = "correct horse"
    /// The hash of `password` at a low cost, so that the tests do not spend their time on scrypt.
    static let cheapHash = "scrypt$1024$8$1$000102030405060708090a0b0c0d0e0f"
        + "$9df923deed5f4531c279af9f56bd37b1657bef4929e702ce2e811a93388a86a1"
    static let address = "192.0.2.1"

    let engine: JobEngine
    let clock: HandMovedClock
    let admin: User
    let bob: User

    static func run(_ body: (AccountFixture) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let clock = HandMovedClock()
            let engine = try await JobEngine.open(dataDirectory: folder, clock: clock)
            try await addUser("admin", isStaff: true, to: engine)
            try await addUser("bob", isStaff: false, to: engine)
            let admin = try await engine.user(named: "admin")
            let bob = try await engine.user(named: "bob")
            try await body(AccountFixture(engine: engine, clock: clock, admin: admin, bob: bob))
            try await engine.close()
        }
    }

    static func addUser(_ username: String, isStaff: Bool, to engine: JobEngine) async throws {
        try await engine.database.write { connection in
            _ = try connection.execute(
                "INSERT INTO users (username, password_hash, is_staff, created) VALUES ($1, $2, $3, $4)",
                [.text(username), .text(cheapHash), .bool(isStaff), .time(HandMovedClock.start)]
            )
        }
    }

    func logIn(_ username: String, _ password: String = password) async throws -> Principal {
        try await engine.authenticate(.basic(username: username, password: password), remoteAddress: Self.address)
    }

    func obtainTokens(_ username: String) async throws -> TokenPair {
        try await engine.obtainTokens(username: username, password: Self.password, remoteAddress: Self.address)
    }

    func authenticate(_ credentials: Credentials) async throws -> Principal {
        try await engine.authenticate(credentials, remoteAddress: Self.address)
    }
}
