import BlobStore
import JobModel
import Storage

/// The use cases of Drover over one database and one blob store; it knows no HTTP.
///
/// Each folder beside this one adds the methods of one subject. All of them follow one pattern: `read` a snapshot, or
/// `write` a unit of work, in which every rule is checked again, because only there nothing else can change.
package final class JobEngine: Sendable {
    package let settings: EngineSettings
    package let clock: any EngineClock
    package let database: any SQLDatabase
    package let blobs: BlobStore
    /// Wakes those who wait for work or for a job to change.
    package let signals: SignalHub
    package let telemetry: EngineTelemetry
    /// Kept for its lock, which must outlive everything that uses the folder.
    let folder: DataFolder
    let vault: SecretVault
    let ledger: CounterLedger
    let journal: EventJournal
    let revisions: RevisionCache
    let submissionTypes: SubmissionTypes
    let passwords: PasswordHasher
    let rememberedLogins: RememberedLogins
    let loginLimiter: LoginLimiter
    let tokens: TokenIssuer
    let accounts: AccountCache
    let nodeSightings = NodeSightings()
    let templates = TemplateCache()
    let rooms = NodeRooms()

    init(
        settings: EngineSettings,
        clock: any EngineClock,
        folder: DataFolder,
        database: any SQLDatabase,
        blobs: BlobStore,
        vault: SecretVault,
        ledger: CounterLedger,
        journal: EventJournal,
        submissionTypes: SubmissionTypes,
        telemetry: EngineTelemetry,
        tokens: TokenIssuer
    ) {
        self.settings = settings
        self.clock = clock
        self.folder = folder
        self.database = database
        self.blobs = blobs
        self.signals = SignalHub()
        self.vault = vault
        self.ledger = ledger
        self.journal = journal
        self.revisions = RevisionCache()
        self.submissionTypes = submissionTypes
        self.telemetry = telemetry
        self.passwords = PasswordHasher()
        self.rememberedLogins = RememberedLogins()
        self.loginLimiter = LoginLimiter()
        self.tokens = tokens
        self.accounts = AccountCache()
    }

    /// Reads one consistent snapshot.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value {
        try await database.read(body)
    }

    /// Carries out one unit of work durably, then wakes whoever waits for what it changed.
    @discardableResult
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (UnitOfWork) throws -> Value
    ) async throws -> Value {
        let (value, raised, announcements, news) = try await database.write {
            [clock, ledger, journal, revisions, settings] connection in
            let unit = UnitOfWork(connection: connection, now: clock.now(), ledger: ledger, settings: settings)
            let value = try body(unit)
            unit.keepCounts()
            journal.append(unit.events)
            if !unit.events.isEmpty { unit.raise(.event) }
            return (value, unit.signals, unit.announcements, try unit.finishedNews(revisions))
        }
        signals.raise(raised)
        for text in announcements { settings.announce(text) }
        if !news.isEmpty { settings.news?.tell(news) }
        return value
    }
}
