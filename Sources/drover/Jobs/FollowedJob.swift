import JobModel

/// What `submit --follow` and `jobs follow` do after the job is known.
struct FollowedJob {
    let id: Int64
    let context: ClientContext
    let folder: OutputFolder?

    /// Follows the job, saves its outputs and shows how it came out.
    /// - Throws: `CommandFailure` when it failed or was canceled, or when the person at the terminal has seen enough: the
    ///   job goes on then.
    func run() async throws {
        let job = try await follow()
        let paths = try await folder?.save(job, with: context.client) ?? [:]
        context.show(job.json) { JobSummary(job: job, console: $0).show(savedPaths: paths) }
        switch job.phase {
        case .completed: return
        case .failed:
            throw CommandFailure(.failed, "job \(id) failed: \(SafeText.oneLine(job.error?.sentence ?? "no reason given"))")
        default: throw CommandFailure(.failed, "job \(id) is \(job.phase.name)")
        }
    }

    private func follow() async throws -> JobView {
        let display = FollowDisplay(console: context.console, showsLog: context.format == .table)
        let follower = JobFollower(client: context.client, display: display)
        do {
            return try await untilInterrupted { [id] in try await follower.follow(id) }
        } catch is Interrupted {
            await display.end()
            throw CommandFailure(
                .interrupted, "job \(id) goes on without you watching",
                advice: "Come back with: drover jobs follow \(id)    End it with: drover jobs cancel \(id)"
            )
        }
    }
}
