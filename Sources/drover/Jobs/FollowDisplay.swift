import JobModel

/// Shows a job that is being followed: the log above, and on a terminal a line at the bottom with a bar. Without a
/// terminal, phases and every tenth of the progress become lines on standard error.
actor FollowDisplay {
    private let console: Console
    /// Whether the log is shown at all; with JSON output it is not.
    private let showsLog: Bool
    private let bar: ProgressBar?
    private var job: JobView?
    private var isBarDrawn = false
    private var pendingLine = ""
    private var isInsideLine = false
    private var lastPhase: JobPhase?
    private var lastTenth = 0
    private var lastWaiting = ""

    init(console: Console, showsLog: Bool) {
        self.console = console
        self.showsLog = showsLog
        bar = StandardStream.error.width.map { ProgressBar(width: $0) }
    }

    func show(_ job: JobView) {
        let isNextAttempt = job.attempt > (self.job?.attempt ?? job.attempt)
        self.job = job
        if bar == nil {
            showPlainly(job)
        } else if isNextAttempt {
            erase()
            console.note("job \(job.id) is tried again, attempt \(job.attempt) of \(job.maximumAttempts)")
        }
        draw()
    }

    func show(log text: String) {
        guard showsLog else { return }
        guard bar != nil else { return writePlainly(text) }
        // The bar needs a line of its own: an unfinished line of the log waits for its end.
        var lines = (pendingLine + text).utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        pendingLine = lines.popLast() ?? ""
        if pendingLine.utf8.count > Self.longestPendingLine { lines.append(takePendingLine()) }
        write(lines)
    }

    /// One attempt's log is complete.
    func endLog() {
        if !pendingLine.isEmpty { write([takePendingLine()]) }
        if isInsideLine { writePlainly("\n") }
    }

    private static let longestPendingLine = 64 * 1_024

    private func takePendingLine() -> String {
        defer { pendingLine = "" }
        return pendingLine
    }

    private func write(_ lines: [String]) {
        guard !lines.isEmpty else { return }
        erase()
        StandardStream.output.write(console.log(lines.map { $0 + "\n" }.joined()))
        draw()
    }

    private func writePlainly(_ text: String) {
        StandardStream.output.write(console.log(text))
        isInsideLine = text.utf8.last != UInt8(ascii: "\n")
    }

    /// The job is over: the bar goes, the log stays.
    func end() {
        endLog()
        erase()
        job = nil
    }

    private func draw() {
        guard let bar, let job, !job.phase.isFinished else { return erase() }
        StandardStream.error.write("\r\u{1b}[2K" + bar.text(for: job))
        isBarDrawn = true
    }

    private func erase() {
        guard isBarDrawn else { return }
        StandardStream.error.write("\r\u{1b}[2K")
        isBarDrawn = false
    }

    private func showPlainly(_ job: JobView) {
        if job.phase != lastPhase {
            lastPhase = job.phase
            lastTenth = 0
            console.note("job \(job.id): \(job.stateText)")
        }
        let waiting = job.waitingReasons.first ?? ""
        if waiting != lastWaiting, !waiting.isEmpty { console.note("job \(job.id): \(SafeText.oneLine(waiting))") }
        lastWaiting = waiting
        let tenth = Int(job.progress * 10)
        if job.phase == .running, tenth > lastTenth {
            lastTenth = tenth
            console.note("job \(job.id): \(HumanText.percent(job.progress))")
        }
    }
}

extension JobView {
    /// `running on host-a, attempt 2 of 3`.
    var stateText: String {
        var text = phase.name
        if phase == .running, let node { text += " on " + SafeText.oneLine(node) }
        if attempt > 1, !phase.isFinished { text += ", attempt \(attempt) of \(maximumAttempts)" }
        return text
    }
}
