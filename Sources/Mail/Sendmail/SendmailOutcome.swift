import Glibc
import Subprocess
import SystemPackage

/// How a run of the command ended.
struct SendmailOutcome: Sendable {
    let status: TerminationStatus
    /// Whether the command took in the whole message.
    let hasReadAll: Bool
    /// The beginning of its standard error.
    let complaint: [UInt8]

    /// `EX_TEMPFAIL` of sysexits.h.
    private static let temporaryFailure: Int32 = 75
    private static let maximumComplaint = 4096
    /// What the kernel lacks at times.
    private static let shortages: Set<Errno> = [
        .resourceTemporarilyUnavailable, .noMemory, .tooManyOpenFiles, .tooManyOpenFilesInSystem, .noSpace,
    ]

    func check(command: String) throws(MailError) {
        let text = complaint.isEmpty ? "" : ": " + MailError.quoted(complaint)
        switch status {
        case .exited(0) where hasReadAll: return
        case .exited(0): throw .permanent("\(command) ended well without reading the whole message\(text)")
        case .exited(Self.temporaryFailure):
            throw .temporary("\(command) failed for now with exit status \(Self.temporaryFailure)\(text)")
        case .exited(let code): throw .permanent("\(command) failed with exit status \(code)\(text)")
        case .signaled(let signal): throw .temporary("\(command) was ended by signal \(signal)\(text)")
        }
    }

    /// What it means that the command could not be run to its end.
    static func launchError(_ error: any Error, command: String) -> MailError {
        if error is CancellationError { return .temporary("sending through \(command) was cancelled") }
        let text = "\(command) could not be run: " + MailError.quoted("\(error)".utf8)
        guard let errno = (error as? SubprocessError)?.underlyingError else { return .permanent(text) }
        return shortages.contains(errno) ? .temporary(text) : .permanent(text)
    }

    /// Reads to the end, so that the command never waits, and keeps the beginning.
    static func head(of stream: SubprocessOutputSequence) async -> [UInt8] {
        var head: [UInt8] = []
        do {
            for try await chunk in stream {
                chunk.withUnsafeBytes { head += $0.prefix(maximumComplaint - head.count) }
            }
        } catch {
            // The exit status counts; the text only helps.
        }
        return head
    }

    /// Makes writing to a command that ended an error, as NIO does with its first socket, instead of the end of us.
    static func ignoreBrokenPipes() {
        _ = brokenPipesAreIgnored
    }

    private static let brokenPipesAreIgnored: Bool = {
        signal(SIGPIPE, SIG_IGN)
        return true
    }()
}
