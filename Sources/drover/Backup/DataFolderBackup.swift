import FoundationEssentials
import Glibc
import NIOPosix
import Storage

/// Copies a data folder (the layout of `JobEngine.open`): first a consistent snapshot of the database, then the contents
/// that the snapshot refers to. A content is stored before the row that refers to it, so none of them can be too young.
struct DataFolderBackup: Sendable {
    private static let databaseName = "drover.sqlite"
    private static let keyName = "secret.key"
    private static let blobFolder = "blobs/sha256"
    private static let batch: Int64 = 500

    let source: String
    let target: String

    struct Report: Sendable {
        var databaseBytes: Int64 = 0
        var blobs: Int64 = 0
        var blobBytes: Int64 = 0
        /// Contents that the database refers to and that are not there.
        var missing: Int64 = 0
    }

    /// Makes the copy beside the target and gives it its name when it is complete.
    /// - Throws: `CommandFailure`.
    func run() async throws -> Report {
        let partial = target + ".partial"
        try await offPool { try prepare(partial) }
        let snapshot = "\(partial)/\(Self.databaseName)"
        let database = try SQLiteDatabase(path: "\(source)/\(Self.databaseName)")
        try await database.backup(to: snapshot)
        try await database.close()
        try await offPool { try copy("\(source)/\(Self.keyName)", to: "\(partial)/\(Self.keyName)") }
        let report = try await copyBlobs(of: snapshot, into: partial)
        try await offPool { try finish(partial) }
        return report
    }

    private func prepare(_ partial: String) throws {
        guard FileManager.default.fileExists(atPath: "\(source)/\(Self.databaseName)") else {
            throw CommandFailure(.usage, "\(source) is not the data folder of a Drover server")
        }
        let present = try? FileManager.default.contentsOfDirectory(atPath: target)
        guard present?.isEmpty ?? !FileManager.default.fileExists(atPath: target) else {
            throw CommandFailure(.conflict, "\(target) is there already", advice: "Name a folder that does not exist.")
        }
        do {
            if FileManager.default.fileExists(atPath: partial) { try FileManager.default.removeItem(atPath: partial) }
            try FileManager.default.createDirectory(
                atPath: partial, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw CommandFailure(.failed, "cannot make the folder \(partial)")
        }
    }

    private func copyBlobs(of snapshot: String, into partial: String) async throws -> Report {
        let database = try SQLiteDatabase(path: snapshot, readerCount: 1)
        var report = Report()
        report.databaseBytes = try await database.sizeOnDisk()
        var last = ""
        while true {
            let digests = try await nextDigests(after: last, in: database)
            guard let end = digests.last else { break }
            last = end
            for digest in digests {
                if let bytes = try await offPool({ try copyBlob(digest, into: partial) }) {
                    report.blobs += 1
                    report.blobBytes += bytes
                } else {
                    report.missing += 1
                }
            }
        }
        try await database.close()
        return report
    }

    /// Digests of files in the store; those in workspaces lie elsewhere.
    private func nextDigests(after last: String, in database: SQLiteDatabase) async throws -> [String] {
        try await database.read { connection in
            try connection.all(
                """
                SELECT DISTINCT digest FROM files WHERE digest > $1 AND deleted IS NULL AND path = ''
                ORDER BY digest LIMIT $2
                """,
                [.text(last), .integer(Self.batch)]
            ) { $0.text(0) }
        }
    }

    /// - Returns: the size; nil when the content is not there.
    private func copyBlob(_ digest: String, into partial: String) throws -> Int64? {
        let place = "\(Self.blobFolder)/\(digest.prefix(2))"
        let from = "\(source)/\(place)/\(digest.dropFirst(2))"
        var status = stat()
        guard stat(from, &status) == 0 else { return nil }
        do {
            try FileManager.default.createDirectory(
                atPath: "\(partial)/\(place)", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw CommandFailure(.failed, "cannot make the folder \(partial)/\(place)")
        }
        try copy(from, to: "\(partial)/\(place)/\(digest.dropFirst(2))")
        return Int64(status.st_size)
    }

    private func copy(_ from: String, to target: String) throws {
        do {
            try FileManager.default.copyItem(atPath: from, toPath: target)
        } catch {
            throw CommandFailure(.failed, "cannot copy \(from) to \(target)", advice: "Is the disk full?")
        }
    }

    private func finish(_ partial: String) throws {
        sync()
        // An empty folder of that name may be in the way; `rename` replaces it.
        guard rename(partial, target) == 0 else {
            throw CommandFailure(.failed, "cannot name the backup \(target): \(lastSystemError())")
        }
    }

    private func offPool<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await NIOThreadPool.singleton.runIfActive(work)
    }
}
