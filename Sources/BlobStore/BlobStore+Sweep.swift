import NIOPosix
import Synchronization

extension BlobStore {
    /// How many stored files one question about references is about.
    private static let sweepBatch = 512

    /// Removes stored content that nothing refers to, in batches of at most 512 files.
    ///
    /// Content that was stored, or stored once more, within the last `seconds` stays: the row that will refer to it
    /// may not be written yet. Choose it longer than the time from the end of an upload to the commit of its row; 0
    /// gives no such protection.
    /// - Parameters:
    ///   - isReferenced: answers which of the given digests are in use; not called for young content.
    ///   - seconds: the least age of what is removed.
    /// - Returns: how many files were removed and how many bytes they had.
    /// - Throws: what `isReferenced` throws, `CancellationError` between batches, or a failure of the operating system.
    ///   What was removed until then stays removed.
    package func removeUnreferenced(
        isReferenced: @Sendable ([String]) async throws -> Set<String>, olderThan seconds: Int64
    ) async throws -> (removed: Int, bytes: Int64) {
        let newest = currentFileTime() - max(0, seconds) * 1_000_000_000
        var total = (removed: 0, bytes: Int64(0))
        for shard in UInt8.min...UInt8.max {
            let shard = DigestText.hexadecimal(CollectionOfOne(shard))
            guard let names = try await openShard(shard) else { continue }
            while let candidates = try await nextCandidates(names, shard: shard, newest: newest) {
                try Task.checkCancellation()
                if candidates.isEmpty { continue }
                let referenced = try await isReferenced(candidates)
                let unreferenced = candidates.filter { !referenced.contains($0) }
                let batch = try await remove(unreferenced, newest: newest)
                total = (total.removed + batch.removed, total.bytes + batch.bytes)
            }
        }
        return total
    }

    private func openShard(_ shard: String) async throws(BlobError) -> DirectoryStream? {
        let path = contentFolder + "/" + shard
        return try await pool.run { () throws(BlobError) in
            try POSIX.absentAsNil { () throws(BlobError) in try DirectoryStream(path: path) }
        }
    }

    /// The old ones among the next files of a folder, as digests; nil behind the last file.
    private func nextCandidates(
        _ names: DirectoryStream, shard: String, newest: Int64
    ) async throws(BlobError) -> [String]? {
        try await pool.run { () throws(BlobError) in
            let names = try names.next(atMost: Self.sweepBatch)
            if names.isEmpty { return nil }
            var candidates: [String] = []
            for name in names {
                let digest = shard + name
                // What is no digest was not put there by the store and is none of its business.
                guard DigestText.isValid(digest) else { continue }
                if try self.oldFile(digest, newest: newest) != nil { candidates.append(digest) }
            }
            return candidates
        }
    }

    /// Removes those that are still old: the same content may have been stored once more meanwhile.
    private func remove(
        _ digests: [String], newest: Int64
    ) async throws(BlobError) -> (removed: Int, bytes: Int64) {
        try await pool.run { () throws(BlobError) in
            var total = (removed: 0, bytes: Int64(0))
            for digest in digests {
                let bytes = try self.placement.withLock { _ throws(BlobError) -> Int64? in
                    guard let file = try self.oldFile(digest, newest: newest) else { return nil }
                    return try POSIX.unlink(self.path(of: digest)) ? file.size : nil
                }
                if let bytes { total = (total.removed + 1, total.bytes + bytes) }
            }
            return total
        }
    }

    private func oldFile(_ digest: String, newest: Int64) throws(BlobError) -> FileStatus? {
        let path = try path(of: digest)
        let status = try POSIX.absentAsNil { () throws(BlobError) in try FileStatus(path: path) }
        guard let status, status.isRegular, status.modified <= newest else { return nil }
        return status
    }
}
