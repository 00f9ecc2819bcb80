import Storage

/// What an operator has set for the handing out of work (scale.md §6.7, §6.8).
package struct SchedulerState: Sendable, Hashable {
    /// In which order jobs of the same priority leave the queue.
    package enum QueueMode: String, Sendable, Hashable, CaseIterable {
        case oldestFirst = "FIFO"
        case newestFirst = "LIFO"
    }

    /// Whether nothing is handed out.
    package var isPaused = false
    package var queueMode = QueueMode.oldestFirst
    /// Kept for clients of Scale, without effect here: there are no message handlers.
    package var messageHandlers: Int64 = 1
    /// Kept for clients of Scale; the server's log level is set where it is started.
    package var loggingLevel = "INFO"
}

/// What to change; nil leaves a field as it is.
package struct SchedulerChange: Sendable {
    package var isPaused: Bool?
    package var queueMode: SchedulerState.QueueMode?
    package var messageHandlers: Int64?
    package var loggingLevel: String?

    package init() {}
}

extension JobEngine {
    package func schedulerState() async throws -> SchedulerState {
        try await read { try $0.schedulerState() }
    }

    package func changeScheduler(_ change: SchedulerChange) async throws {
        try await write { unit in
            let connection = unit.connection
            if let isPaused = change.isPaused { try connection.setScheduler("paused", isPaused ? "true" : "false") }
            if let mode = change.queueMode { try connection.setScheduler("queue_mode", mode.rawValue) }
            if let number = change.messageHandlers { try connection.setScheduler("message_handlers", String(number)) }
            if let level = change.loggingLevel { try connection.setScheduler("logging_level", level) }
            if change.isPaused == false { unit.raise(.work) }
        }
    }
}

extension SQLConnection {
    func schedulerState() throws -> SchedulerState {
        var state = SchedulerState()
        try forEach("SELECT name, value FROM settings WHERE name LIKE 'scheduler.%'", []) { row in
            let value = row.text(1)
            switch row.text(0) {
            case "scheduler.paused": state.isPaused = value == "true"
            case "scheduler.queue_mode": state.queueMode = SchedulerState.QueueMode(rawValue: value) ?? .oldestFirst
            case "scheduler.message_handlers": state.messageHandlers = Int64(value) ?? state.messageHandlers
            case "scheduler.logging_level": state.loggingLevel = value
            default: break
            }
        }
        return state
    }

    fileprivate func setScheduler(_ name: String, _ value: String) throws {
        try execute(
            """
            INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """,
            [.text("scheduler.\(name)"), .text(value)]
        )
    }
}
