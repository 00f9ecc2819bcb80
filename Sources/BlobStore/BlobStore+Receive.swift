import Glibc
import NIOCore
import NIOPosix
import Synchronization

extension BlobStore {
    /// Stores a body under its digest. When this returns the content survives power loss.
    ///
    /// Content that is stored already is kept and its age for `removeUnreferenced` begins anew.
    /// - Parameters:
    ///   - body: read once, with back-pressure: at most two batches of 256 KiB are waiting.
    ///   - maximumBytes: more than this many bytes are refused; nil means no limit.
    /// - Throws: `BlobError.tooLarge`, `BlobError.noSpace` and other `BlobError`s, `CancellationError`, or what the
    ///   body throws. The temporary file is gone then and nothing is stored; only where the very last step failed,
    ///   making the name durable, the content stays for the sweep to collect.
    package func receive<Body: AsyncSequence & Sendable>(
        _ body: Body, maximumBytes: Int64? = nil
    ) async throws -> Blob where Body.Element == ByteBuffer {
        let file = TemporaryFile(in: temporaryFolder, access: .owner)
        return try await receive(body, into: file, maximumBytes: maximumBytes) { last throws(BlobError) in
            try self.commit(file, last: last)
        }
    }

    /// Writes a body to a file outside the store, for the workspaces of a host: under a temporary name in the same
    /// folder first, renamed when it is complete and durable. Missing folders are made and stay. A file or symbolic
    /// link of that name is replaced, never written through.
    ///
    /// The caller decides which folders may be written to: symbolic links in the folders of `path` are followed.
    /// - Returns: the digest and size of what was written; it is not added to the store.
    /// - Throws: as `receive(_:maximumBytes:)`, besides `BlobError.invalidPath`, `BlobError.notAFolder`, and
    ///   `BlobError.notARegularFile` where a folder has that name. What was at `path` before is still there then.
    package func receive<Body: AsyncSequence & Sendable>(
        _ body: Body, to path: String, maximumBytes: Int64? = nil
    ) async throws -> Blob where Body.Element == ByteBuffer {
        try POSIX.requireFilePath(path)
        let file = TemporaryFile(in: POSIX.parent(of: path), access: .umask)
        return try await receive(body, into: file, maximumBytes: maximumBytes) { last throws(BlobError) in
            try Self.commit(file, last: last, to: path)
        }
    }

    private func receive<Body: AsyncSequence & Sendable>(
        _ body: Body, into file: TemporaryFile, maximumBytes: Int64?,
        commit: @escaping @Sendable (ByteBuffer) throws(BlobError) -> Blob
    ) async throws -> Blob where Body.Element == ByteBuffer {
        do {
            let last = try await write(body, to: file, maximumBytes: maximumBytes)
            return try await pool.run { () throws(BlobError) in try commit(last) }
        } catch {
            await pool.runRegardless { file.discard() }
            throw error
        }
    }

    /// Writes all batches but the last, each while the next one is collected.
    private func write<Body: AsyncSequence & Sendable>(
        _ body: Body, to file: TemporaryFile, maximumBytes: Int64?
    ) async throws -> ByteBuffer where Body.Element == ByteBuffer {
        try await withThrowingTaskGroup(of: Void.self) { writes in
            var batcher = BodyBatcher(maximumBytes: maximumBytes)
            for try await chunk in body {
                guard let batch = try batcher.add(chunk) else { continue }
                try await writes.next()
                writes.addTask { [pool] in
                    try await pool.run { () throws(BlobError) in try file.append(batch) }
                }
            }
            try await writes.waitForAll()
            // Some sequences end like a complete body when their reader is cancelled.
            try Task.checkCancellation()
            return batcher.rest
        }
    }

    /// Gives a file of a workspace its name.
    private static func commit(_ file: TemporaryFile, last: ByteBuffer, to path: String) throws(BlobError) -> Blob {
        let blob = file.identify(last: last)
        try file.complete(last: last)
        do {
            try file.move(to: path)
        } catch {
            throw error.systemCode == EISDIR ? .notARegularFile(path) : error
        }
        file.close()
        try POSIX.syncDirectory(POSIX.parent(of: path))
        return blob
    }

    /// Gives a body its place, or finds that its content has one.
    private func commit(_ file: TemporaryFile, last: ByteBuffer) throws(BlobError) -> Blob {
        let blob = file.identify(last: last)
        let target = try path(of: blob.digest)
        let folder = POSIX.parent(of: target)
        // Known before the last batch is written: a small body that is stored already touches no disk but for its age.
        let isStored = try placement.withLock { _ throws(BlobError) in try renewAge(of: blob, at: target) }
        if isStored {
            file.discard()
        } else {
            try file.complete(last: last)
            try place(file, at: target, in: folder)
        }
        // Also for content that was there: whoever placed it may not have come to this yet.
        try POSIX.syncDirectory(folder)
        return blob
    }

    /// Moves a complete file to its place; an upload of the same content that was faster is replaced by its equal.
    private func place(_ file: TemporaryFile, at target: String, in folder: String) throws(BlobError) {
        try placement.withLock { _ throws(BlobError) in
            try POSIX.makeDirectory(folder, mode: FileAccess.owner.folderMode)
            // The age for the sweep counts from here, not from the last write before a long fsync.
            try file.touch()
            try file.move(to: target)
        }
        file.close()
    }

    /// Sets the age of stored content to zero.
    /// - Returns: false when the content is not there or is not as long as it should be; it is to be replaced then.
    private func renewAge(of blob: Blob, at target: String) throws(BlobError) -> Bool {
        let renewed = try POSIX.absentAsNil { () throws(BlobError) in
            let status = try FileStatus(path: target)
            guard status.isRegular, status.size == blob.size else { return false }
            try POSIX.touch(target)
            return true
        }
        return renewed ?? false
    }
}
