import JobModel

/// The line at the bottom of the terminal: `job 7  [#########-----------]  45 %  running on host-a`.
struct ProgressBar: Sendable {
    private static let cells = 24

    /// Columns of the terminal.
    let width: Int

    func text(for job: JobView) -> String {
        let state = job.phase == .running ? job.stateText : (job.waitingReasons.first.map(SafeText.oneLine) ?? job.stateText)
        let filled = Int(min(max(job.progress, 0), 1) * Double(Self.cells))
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: Self.cells - filled)
        let percent = HumanText.percent(job.progress).padded(to: 5, right: true)
        // The last column stays free: some terminals wrap when it is written.
        return "job \(job.id)  [\(bar)] \(percent)  \(state)".cut(to: max(0, width - 1))
    }
}
