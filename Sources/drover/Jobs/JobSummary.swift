import JSONSupport
import JobModel

/// How a job came out, for people.
struct JobSummary {
    /// The longest JSON value that is shown whole.
    private static let longestValue = 200

    let job: JobView
    let console: Console

    /// The phase, the time it took, the error if there is one, and the outputs.
    func show(savedPaths: [Int64: String] = [:]) {
        console.line(headline)
        if let error = job.error { console.line("  error   \(SafeText.oneLine(error.sentence))") }
        if let exitCode = job.exitCode, job.phase == .failed { console.line("  exit code \(exitCode)") }
        for (output, value) in job.outputValues {
            let text = value.compactText.cut(to: Self.longestValue)
            console.line("  \(SafeText.oneLine(output)) = \(SafeText.oneLine(text))")
        }
        for (output, file) in job.outputFiles {
            let place = savedPaths[file.id].map { "saved as \($0)" } ?? "file \(file.id)"
            console.line(
                "  \(SafeText.oneLine(output)): \(SafeText.oneLine(file.name)) (\(HumanText.bytes(file.size))), \(place)"
            )
        }
    }

    private var headline: String {
        var text = "job \(job.id) (\(SafeText.oneLine(job.type))) " + console.styled(job.phase.name, job.phase.style)
        if let time = job.runningTime { text += " after \(HumanText.duration(time))" }
        if job.attempt > 1 { text += ", attempt \(job.attempt) of \(job.maximumAttempts)" }
        return text
    }
}
