import JobModel
import SeedManifest
import WorkerProtocol

extension JobEnd {
    /// What the server is told when the end is no success; nil for a success.
    func failure(of order: JobOrder) -> ExecutionEnd? {
        if order.control.interruption == .timeout {
            let seconds = order.work.timeout?.components.seconds ?? 0
            return .failed(error: "timeout", exitCode: code, message: "It ran longer than \(seconds) seconds.")
        }
        switch self {
        case .exited(0):
            return nil
        case .exited(let code):
            return .failed(exitCode: code, message: "The job ended with exit code \(code).")
        case .outOfMemory(let code):
            // The exit code decides: a manifest may have a name for 137, and to try again would end in the same way.
            let limit = Int64(order.work.resources["mem"])
            return .failed(
                exitCode: code, message: "The job was killed for memory: it reached its limit of \(limit) MiB."
            )
        case .endedFromOutside(let code):
            guard code.flatMap({ order.manifest.error(forExitCode: $0) }) == nil else {
                return .failed(exitCode: code, message: "The job was killed.")
            }
            return .failed(error: "docker-terminated", exitCode: code, message: "The container was ended from outside.")
        }
    }
}
