import BlobStore
import NIOPosix
import Storage
import Telemetry

extension JobEngine {
    /// Opens the data folder, making what is missing: the database, the blobs and the key that seals secrets.
    /// - Parameters:
    ///   - dataDirectory: a folder that this server alone uses.
    ///   - threadPool: where file operations block.
    /// - Throws: `DataFolderError`, `VaultError`, `StorageError` or `BlobError`, which say what to do.
    package static func open(
        dataDirectory: String,
        settings: EngineSettings = EngineSettings(),
        clock: any EngineClock = SystemClock(),
        threadPool: NIOThreadPool = .singleton
    ) async throws -> JobEngine {
        let folder = try DataFolder(path: dataDirectory)
        let vault = try SecretVault(keyFile: folder.keyPath, mayCreateKey: !folder.hasDatabase)
        let ledger = CounterLedger()
        let journal = EventJournal()
        let submissionTypes = SubmissionTypes()
        let telemetry = EngineTelemetry()
        let hooks = CommitHooks(
            beforeCommit: { connection in
                try ledger.flush(to: connection)
                try journal.flush(to: connection)
            },
            afterRollback: {
                ledger.forget()
                journal.forget()
                submissionTypes.removeAll()
            },
            afterCommit: { writes, duration in
                telemetry.commitSize.observe(Double(writes))
                telemetry.commitSeconds.observe(duration)
            }
        )
        let engine = try await JobEngine(
            settings: settings,
            clock: clock,
            folder: folder,
            database: SQLiteDatabase(path: folder.databasePath, hooks: hooks),
            blobs: BlobStore(root: folder.blobsPath, threadPool: threadPool),
            vault: vault,
            ledger: ledger,
            journal: journal,
            submissionTypes: submissionTypes,
            telemetry: telemetry,
            tokens: TokenIssuer(key: vault.key(for: "jwt"))
        )
        try await engine.write { unit in
            try unit.connection.saveBuiltinErrors(now: unit.now)
        }
        return engine
    }

    /// Finishes what was accepted and closes the files.
    package func close() async throws {
        try await database.close()
        folder.release()
    }
}
