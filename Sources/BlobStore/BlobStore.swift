import Glibc
import NIOPosix
import Synchronization

/// Files on disk under the SHA-256 of their content, streamed in and out, never whole in memory.
///
/// Everything that blocks runs on the thread pool. One process owns a root at a time: a second one would take the first
/// one's uploads for left-overs. Folder layout: `tmp/` holds uploads under way, `sha256/ab/cdef…` the content.
package final class BlobStore: Sendable {
    let pool: NIOThreadPool
    let temporaryFolder: String
    let contentFolder: String

    /// Held while a file takes its place, is found to be there already, or is swept: between seeing that a file is old
    /// and removing it, a sweep must not overlook that an upload has found or put the same content there.
    let placement = Mutex<Void>(())

    private let root: String

    /// Opens the store in a folder, made with mode 0700 where it is missing, and removes what a crash left of uploads.
    /// - Parameter threadPool: a started pool, which must outlive the store and everything read from it.
    /// - Throws: `BlobError`.
    package init(root: String, threadPool: NIOThreadPool) async throws(BlobError) {
        self.root = root
        pool = threadPool
        temporaryFolder = root + "/tmp"
        contentFolder = root + "/sha256"
        if root.isEmpty || root.utf8.contains(0) { throw .invalidPath(root) }
        try await pool.run { [temporaryFolder, contentFolder] () throws(BlobError) in
            try POSIX.makeDirectories(temporaryFolder, mode: FileAccess.owner.folderMode)
            try POSIX.makeDirectories(contentFolder, mode: FileAccess.owner.folderMode)
            // A crash may have come between making a folder in it and making that durable.
            try POSIX.syncDirectory(contentFolder)
            try Self.removeLeftOvers(in: temporaryFolder)
        }
    }

    private static func removeLeftOvers(in folder: String) throws(BlobError) {
        let names = try DirectoryStream(path: folder)
        while true {
            let batch = try names.next(atMost: 256)
            if batch.isEmpty { return }
            for name in batch where name.hasSuffix(TemporaryFile.suffix) {
                try POSIX.unlink(folder + "/" + name)
            }
        }
    }

    /// The path of the file that holds this content, whether it is there or not.
    /// - Throws: `BlobError.invalidDigest`, so that nothing but a digest ever becomes part of a path.
    package func path(of digest: String) throws(BlobError) -> String {
        guard DigestText.isValid(digest) else { throw .invalidDigest(digest) }
        return contentFolder + "/" + digest.prefix(2) + "/" + digest.dropFirst(2)
    }

    /// Whether this content is stored.
    /// - Throws: `BlobError.invalidDigest`, or a failure of the operating system.
    package func exists(_ digest: String) async throws(BlobError) -> Bool {
        try await status(of: digest) != nil
    }

    /// The length of stored content in bytes.
    /// - Throws: `BlobError.notFound`, `BlobError.invalidDigest`, or a failure of the operating system.
    package func size(of digest: String) async throws(BlobError) -> Int64 {
        guard let status = try await status(of: digest) else { throw .notFound(digest) }
        return status.size
    }

    /// Removes stored content; readers that have it open go on reading.
    /// - Returns: whether it was there.
    /// - Throws: `BlobError.invalidDigest`, or a failure of the operating system.
    @discardableResult
    package func remove(_ digest: String) async throws(BlobError) -> Bool {
        let path = try path(of: digest)
        return try await pool.run { () throws(BlobError) in try POSIX.unlink(path) }
    }

    /// Bytes that may still be written to the store's file system.
    package var freeBytes: Int64 {
        get async throws(BlobError) {
            try await pool.run { [root] () throws(BlobError) in try POSIX.freeBytes(root) }
        }
    }

    private func status(of digest: String) async throws(BlobError) -> FileStatus? {
        let path = try path(of: digest)
        return try await pool.run { () throws(BlobError) in
            try POSIX.absentAsNil { () throws(BlobError) in try FileStatus(path: path) }
        }
    }
}
