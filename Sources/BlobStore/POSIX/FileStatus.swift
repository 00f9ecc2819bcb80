import Glibc

/// The part of `stat` that the store looks at.
struct FileStatus {
    let isRegular: Bool
    /// In bytes.
    let size: Int64
    /// Time of the last change of the content, nanoseconds since 1970 UTC.
    let modified: Int64

    /// Does not follow a symbolic link at the end of `path`.
    init(path: String) throws(BlobError) {
        var status = stat()
        _ = try POSIX.check("lstat", path) { lstat(path, &status) }
        self.init(status)
    }

    init(descriptor: Int32, path: String) throws(BlobError) {
        var status = stat()
        _ = try POSIX.check("fstat", path) { fstat(descriptor, &status) }
        self.init(status)
    }

    private init(_ status: stat) {
        isRegular = status.st_mode & S_IFMT == S_IFREG
        size = Int64(status.st_size)
        modified = nanoseconds(status.st_mtim)
    }
}

/// The clock that file times come from, nanoseconds since 1970 UTC.
func currentFileTime() -> Int64 {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return nanoseconds(now)
}

private func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}
