/// A way to run jobs. What is the same for all, such as inputs, log, outputs and report, is `ExecutionRun`'s.
protocol JobRunner: Sendable {
    /// Makes everything ready, short of starting the job. The inputs lie in their folder.
    /// - Throws: `LaunchFailure`; anything else counts as `task-launch`.
    func prepare(_ order: JobOrder) async throws -> any PreparedJob
}

/// A job that only has to be started.
protocol PreparedJob: Sendable {
    /// The folder of the outputs as the job sees it.
    var outputFolder: String { get }
    /// Starts the job and waits for its end. Its streams go to the files of the run folder, from where they are sent on.
    /// - Parameters:
    ///   - limit: how long it may run; nil for ever.
    ///   - grace: how long it may take to end when it is told to, before it is ended with force.
    func run(limit: Duration?, grace: Duration) async throws -> JobEnd
    /// Removes what was made ready; to be called once after every end, also when the job was never started.
    func discard() async
}

/// How a job ended by itself or was ended.
enum JobEnd: Sendable, Hashable {
    /// With an exit code; a signal counts as 128 and its number, as a shell shows it.
    case exited(Int64)
    /// Killed because it wanted more memory than it has.
    case outOfMemory(Int64)
    /// Killed by somebody else than its worker; the exit code, where there still is one.
    case endedFromOutside(Int64?)

    var code: Int64? {
        switch self {
        case .exited(let code), .outOfMemory(let code): code
        case .endedFromOutside(let code): code
        }
    }
}

/// Why a job could not be run.
struct LaunchFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// A built-in error (scale.md §6.4).
    let error: String
    let description: String

    init(_ error: String, _ description: String) {
        self.error = error
        self.description = description
    }
}
