import Glibc

/// How many files and sockets the process may have open.
enum OpenFileLimit {
    /// Takes as many as the system grants: each connection and each listener is one, and the usual soft limit of 1,024 is
    /// there for old programs that use `select`.
    static func raise() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = min(limit.rlim_max, 1_048_576)
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
