import Glibc

/// The calls of the operating system that the store makes, with errors instead of return codes.
///
/// All of them may block: call them on a thread pool.
enum POSIX {
    static func open(_ path: String, _ flags: Int32, mode: mode_t = 0) throws(BlobError) -> Int32 {
        try check("open", path) { Glibc.open(path, flags | O_CLOEXEC, mode) }
    }

    /// Not repeated after EINTR: Linux has released the descriptor by then, and another thread may own its number.
    static func close(_ descriptor: Int32) {
        _ = Glibc.close(descriptor)
    }

    /// Writes all of `bytes`, however many calls that takes.
    static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer, path: String) throws(BlobError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest)
            let written = try check("write", path) { Glibc.write(descriptor, part.baseAddress, part.count) }
            rest = rest.dropFirst(written)
        }
    }

    /// Reads at most `bytes.count` bytes at `offset`.
    /// - Returns: how many bytes were read; 0 only at the end of the file.
    static func read(
        _ descriptor: Int32, at offset: Int64, into bytes: UnsafeMutableRawBufferPointer, path: String
    ) throws(BlobError) -> Int {
        try check("read", path) { pread(descriptor, bytes.baseAddress, bytes.count, off_t(offset)) }
    }

    static func sync(_ descriptor: Int32, path: String) throws(BlobError) {
        _ = try check("fsync", path) { fsync(descriptor) }
    }

    /// Asks the kernel to begin writing this part of a file, which Linux does before it drops what needs no writing.
    /// Only a hint: `sync` reports what goes wrong.
    static func startWriteback(_ descriptor: Int32, from offset: Int64, count: Int64) {
        _ = posix_fadvise(descriptor, off_t(offset), off_t(count), POSIX_FADV_DONTNEED)
    }

    static func rename(_ path: String, to target: String) throws(BlobError) {
        _ = try check("rename", target) { Glibc.rename(path, target) }
    }

    /// - Returns: whether there was a file to remove.
    @discardableResult
    static func unlink(_ path: String) throws(BlobError) -> Bool {
        try absentAsNil { () throws(BlobError) in try check("unlink", path) { Glibc.unlink(path) } } != nil
    }

    /// Sets the modification time of a file to now.
    static func touch(_ path: String) throws(BlobError) {
        _ = try check("utimensat", path) { utimensat(AT_FDCWD, path, nil, 0) }
    }

    /// Bytes that an ordinary user may still write to the file system of `path`.
    static func freeBytes(_ path: String) throws(BlobError) -> Int64 {
        var status = statvfs()
        _ = try check("statvfs", path) { statvfs(path, &status) }
        return Int64(clamping: UInt64(status.f_bavail) &* UInt64(status.f_frsize))
    }

    /// Turns "no such file", whichever part of the path is missing, into nil and passes every other error on.
    static func absentAsNil<Value>(_ body: () throws(BlobError) -> Value) throws(BlobError) -> Value? {
        do {
            return try body()
        } catch {
            switch error {
            case .notAFolder, .system(_, _, ENOENT): return nil
            default: throw error
            }
        }
    }

    /// Makes one call, again while a signal interrupts it, and turns a negative result into an error.
    static func check<Result: FixedWidthInteger & SignedInteger>(
        _ operation: String, _ path: String, _ call: () -> Result
    ) throws(BlobError) -> Result {
        while true {
            let result = call()
            if result >= 0 { return result }
            let code = errno
            if code != EINTR { throw BlobError(operation: operation, path: path, code: code) }
        }
    }
}
