import Glibc

/// Standard output or standard error, written without a buffer so that the two keep their order on a terminal.
///
/// A write blocks while the reader (a pager, a pipe) is slow. That is wanted: a command has nothing else to do, and
/// holding back is what keeps its memory flat.
enum StandardStream: Sendable {
    case output
    case error

    private var descriptor: Int32 {
        switch self {
        case .output: STDOUT_FILENO
        case .error: STDERR_FILENO
        }
    }

    var isTerminal: Bool {
        isatty(descriptor) == 1
    }

    /// Columns of the terminal; nil when there is none.
    var width: Int? {
        guard isTerminal else { return nil }
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    func write(_ text: String) {
        var text = text
        text.withUTF8 { write(UnsafeRawBufferPointer($0)) }
    }

    func write(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if written >= 0 {
                rest = rest.dropFirst(written)
            } else if errno == EPIPE {
                Self.endAsBrokenPipe()
            } else if errno != EINTR {
                return
            }
        }
    }

    /// Ends the process as `head` or a closed pager expects it. The HTTP client ignores the signal for its sockets, so the
    /// default has to be put back first.
    private static func endAsBrokenPipe() -> Never {
        signal(SIGPIPE, SIG_DFL)
        raise(SIGPIPE)
        exit(128 + SIGPIPE)
    }
}
