import Storage

extension SQLConnection {
    /// Whether an operator has stopped the handing out of work (scale.md §6.7).
    func isSchedulerPaused() throws -> Bool {
        try first("SELECT value FROM settings WHERE name = $1", [.text("scheduler.paused")]) { $0.text(0) } == "true"
    }
}
