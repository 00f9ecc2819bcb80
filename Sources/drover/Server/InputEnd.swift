import Dispatch
import Glibc

/// Stops this process, as SIGTERM does, when its standard input ends. A process that holds the other end of a pipe thus
/// takes this one with it, however it ends itself.
///
/// `PR_SET_PDEATHSIG` would follow the thread that started this process, and threads come and go.
enum InputEnd {
    static func stopsProcess() {
        DispatchQueue(label: "drover.input").async {
            var byte: UInt8 = 0
            var count = 1
            while count > 0 || count < 0 && errno == EINTR { count = read(STDIN_FILENO, &byte, 1) }
            kill(getpid(), SIGTERM)
        }
    }
}
